// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw gateway call METHOD`
enum GatewayCallCommand {
    static let command = Command(
        name: "call",
        summary: "call a method of a running gateway and print the answer",
        examples: [
            .init(line: "openclaw gateway call health", meaning: "A method without parameters"),
            .init(
                line: "openclaw gateway call sessions.list --params '{\"limit\": 5}' --json",
                meaning: "One with parameters, the answer as JSON"
            ),
        ],
        arguments: [CommandArgument(name: "METHOD", summary: "The method, for example health or sessions.list")],
        options: [
            .text("--params", placeholder: "JSON", summary: "The parameters as a JSON object"),
            .flag("--expect-final", summary: "Wait for the last answer of methods that answer twice"),
            Commands.json,
        ] + GatewayTarget.options,
        action: run
    )

    private static func run(_ invocation: Invocation) async throws -> ExitCode {
        let method = invocation.arguments[0]
        let params = try self.parameters(invocation)
        let expectsFinal = invocation.has("--expect-final")
        let payload = try await GatewayTarget.connect(invocation) { client in
            try await client.call(method, params, expectsFinal: expectsFinal)
        }
        invocation.host.console.json(payload)
        return .success
    }

    private static func parameters(_ invocation: Invocation) throws(CommandFailure) -> JSONValue {
        guard let text = invocation.text("--params") else { return [:] }
        do {
            let value = try JSONValue(parsing: text)
            guard case .object = value else { throw CommandFailure.usage("--params takes a JSON object, not \(value.kindDescription)") }
            return value
        } catch let error as JSONError {
            throw .usage("--params is no JSON: \(error)", advice: ["for example: --params '{\"limit\": 5}'"])
        } catch let error as CommandFailure {
            throw error
        } catch {
            throw .usage("\(error)")
        }
    }
}
