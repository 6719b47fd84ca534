// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw gateway status`
enum GatewayStatusCommand {
    static let command = Command(
        name: "status",
        summary: "show whether a gateway is running and where",
        examples: [.init(line: "openclaw gateway status --json", meaning: "The same for programs")],
        options: [Commands.json] + GatewayTarget.options,
        action: run
    )

    private static func run(_ invocation: Invocation) async throws -> ExitCode {
        let target = try GatewayTarget.find(invocation)
        let state = try Settings.stateDirectory(invocation)
        var report: JSONObject = ["url": .string(target.url), "stateDir": .string(state.path), "reachable": false]
        var failure: CommandFailure?
        do {
            let (version, uptime) = try await GatewayTarget.connect(invocation) { client in
                (client.hello.serverVersion, client.hello.snapshot["uptimeMs"]?.intValue)
            }
            report["reachable"] = true
            report["version"] = .string(version)
            if let uptime { report["uptimeMs"] = .int(uptime) }
            let owner = try GatewayLock.lastOwner(path: state.lockPath, fileSystem: invocation.host.fileSystem)
            if let owner, !target.isExplicit, GatewayTarget.port(of: target.url) == owner.port {
                report["pid"] = JSONValue(owner.processID)
                report["port"] = JSONValue(owner.port)
            }
        } catch let error as CommandFailure {
            failure = error
            report["error"] = .string(error.message)
        }
        let console = invocation.host.console
        if invocation.wantsJSON {
            console.json(JSONValue.object(report))
            return failure == nil ? .success : .failure
        }
        if let failure { throw failure }
        let style = console.style
        console.line("\(style.good("●")) gateway \(report["version"]?.stringValue ?? "") is running")
        console.line("  address   \(style.link(target.url))")
        if let uptime = report["uptimeMs"]?.intValue { console.line("  up        \(Wording.duration(milliseconds: uptime))") }
        if let process = report["pid"]?.intValue { console.line("  process   \(process)") }
        console.line("  state     \(state.abbreviate(state.path))")
        return .success
    }
}
