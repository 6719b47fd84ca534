// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw models …`
enum ModelsCommands {
    static let models = Command(
        name: "models",
        summary: "show the models of a running gateway's agents",
        examples: [.init(line: "openclaw models status --json", meaning: "For programs")],
        subcommands: [command("status"), command("list")],
        defaultSubcommand: "status"
    )

    private static func command(_ name: String) -> Command {
        Command(
            name: name,
            summary: "show the models of the agents",
            examples: [.init(line: "openclaw models \(name) --json", meaning: "For programs")],
            options: [Commands.json] + GatewayTarget.options,
            action: run
        )
    }

    private static func run(_ invocation: Invocation) async throws -> ExitCode {
        let (models, agents) = try await GatewayTarget.connect(invocation) { client in
            let models = try await client.call("models.list")
            let agents = try await client.call("agents.list")
            return (models, agents)
        }
        let main = agents["agents"]?.arrayValue?.first { $0["id"] == agents["defaultId"] }
        let primary = main?["model"]?["primary"] ?? .null
        let console = invocation.host.console
        if invocation.wantsJSON {
            let report: JSONValue = ["defaultModel": primary, "models": models["models"] ?? [], "agents": agents["agents"] ?? []]
            console.json(report)
            return .success
        }
        console.line("default   \(primary.stringValue ?? "none: the agent repeats what it is told")")
        for model in models["models"]?.arrayValue ?? [] {
            console.line("model     \(model["provider"]?.stringValue ?? "")/\(model["id"]?.stringValue ?? "")")
        }
        return .success
    }
}
