// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw gateway probe`
enum GatewayProbeCommand {
    static let command = Command(
        name: "probe",
        summary: "connect, sign in, measure, and disconnect",
        examples: [
            .init(line: "openclaw gateway probe --url ws://192.168.1.10:18789 --token TOKEN", meaning: "Probe another machine's gateway")
        ],
        options: [Commands.json] + GatewayTarget.options,
        action: run
    )

    private static func run(_ invocation: Invocation) async throws -> ExitCode {
        let clock = ContinuousClock()
        let target = try GatewayTarget.find(invocation)
        let began = clock.now
        let (version, scopes, connected, roundTrip) = try await GatewayTarget.connect(invocation) { client in
            let connected = clock.now
            _ = try await client.call("health")
            return (client.hello.serverVersion, client.hello.scopes, connected - began, clock.now - connected)
        }
        let console = invocation.host.console
        if invocation.wantsJSON {
            let report: JSONObject = [
                "ok": true, "url": .string(target.url), "version": .string(version), "scopes": .array(scopes.map(JSONValue.string)),
                "connectMs": .double(Wording.milliseconds(connected)), "roundTripMs": .double(Wording.milliseconds(roundTrip)),
            ]
            console.json(JSONValue.object(report))
        } else {
            console.line("\(console.style.good("●")) \(target.url) answers: OpenClaw \(version)")
            console.line("  signing in took \(Wording.duration(connected)), a call \(Wording.duration(roundTrip))")
            console.line("  may do    \(scopes.isEmpty ? "nothing but health" : scopes.joined(separator: ", "))")
        }
        return .success
    }
}
