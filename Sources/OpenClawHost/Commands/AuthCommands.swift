// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer

/// `openclaw auth …`
enum AuthCommands {
    static let auth = Command(
        name: "auth",
        summary: "make signed tokens for programs that use the gateway",
        examples: [.init(line: "openclaw auth issue --scope operator.read --expires 1h", meaning: "A token that may look, for an hour")],
        subcommands: [issue]
    )

    private static let issue = Command(
        name: "issue",
        summary: "make a signed token (JWT, HS256) and print it",
        details: ["Needs auth.type \"jwt\" and auth.secret in the configuration. Whoever has the token can use it until it ends."],
        examples: [
            .init(line: "openclaw auth issue", meaning: "Read and write, for as long as auth.expiresIn says"),
            .init(line: "openclaw auth issue --scope operator.read --subject grafana --expires 30d --json", meaning: "For programs"),
        ],
        options: [
            .text(
                "--scope",
                placeholder: "SCOPE",
                summary: "What it allows; may be repeated. operator.read and operator.write unless given"
            ),
            .choice("--role", words: ["operator", "node"], summary: "What it is for; operator unless given"),
            .text("--subject", placeholder: "NAME", summary: "For whom it is"),
            .text("--expires", placeholder: "TIME", summary: "How long it counts, for example 1h or 30d"),
            Commands.json,
        ],
        action: run
    )

    private static func run(_ invocation: Invocation) async throws -> ExitCode {
        let settings = try Settings.load(invocation)
        guard let key = settings.configuration.signedTokenKey else {
            throw CommandFailure(
                message: "no signed tokens are configured",
                advice: ["set auth.type to \"jwt\" and auth.secret to at least 32 bytes, for instance from: openssl rand -hex 32"],
                exitCode: .configuration,
                code: "NOT_CONFIGURED"
            )
        }
        var scopes: ScopeSet = []
        for name in invocation.values["--scope"] ?? ["operator.read", "operator.write"] {
            guard let scope = ScopeSet(name: name) else {
                throw CommandFailure.usage("\"\(name)\" is no scope; there are \(ScopeSet.all.wireNames.joined(separator: ", "))")
            }
            scopes.insert(scope)
        }
        var duration = settings.configuration.auth.expiresIn
        if let text = invocation.text("--expires") {
            guard let given = try? Duration(json: .string(text), bareUnit: .seconds), given >= .seconds(1) else {
                throw CommandFailure.usage("--expires takes a time such as 1h or 30d, not \"\(text)\"")
            }
            duration = given
        }
        let now = SystemWallClock().now().seconds
        let end = now + duration.components.seconds
        let role = Role(rawValue: invocation.text("--role") ?? "operator")
        let token = key.issue(
            SignedTokenClaims(
                subject: invocation.text("--subject"),
                role: role,
                scopes: role == .node ? [] : scopes,
                issuedAt: now,
                expiresAt: end
            )
        )
        guard invocation.wantsJSON else {
            invocation.host.console.line(token)
            return .success
        }
        let report: JSONValue = [
            "token": .string(token), "role": .string(role.rawValue), "scopes": .array(scopes.wireNames.map { .string($0) }),
            "expiresAt": .string(Timestamp(milliseconds: end * 1_000).description),
        ]
        invocation.host.console.json(report)
        return .success
    }
}
