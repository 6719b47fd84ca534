// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// `openclaw gateway …`
enum GatewayCommands {
    static let gateway = Command(
        name: "gateway",
        summary: "start the gateway, or ask one that runs",
        details: [
            "Without a configuration the gateway listens on this machine only, makes itself a token and prints the address of its page."
        ],
        examples: [
            .init(line: "openclaw gateway", meaning: "Start the gateway"),
            .init(line: "openclaw gateway --port 19000 --bind lan", meaning: "Start it on another port, for the whole network"),
            .init(line: "openclaw gateway status", meaning: "See whether one is running"),
            .init(line: "openclaw gateway call health", meaning: "Call a method"),
        ],
        subcommands: [
            GatewayRunCommand.command, GatewayStatusCommand.command, GatewayHealthCommand.command, GatewayProbeCommand.command,
            GatewayCallCommand.command,
        ],
        defaultSubcommand: "run"
    )
}
