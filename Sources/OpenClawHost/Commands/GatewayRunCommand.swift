// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// `openclaw gateway [run]`
enum GatewayRunCommand {
    static let command = Command(
        name: "run",
        summary: "start the gateway and run it until Ctrl-C",
        details: [
            "SIGTERM and Ctrl-C let running turns end; a second one stops at once. Only one gateway uses a state directory."
        ],
        examples: [
            .init(line: "openclaw gateway run --port 19000", meaning: "On another port"),
            .init(line: "openclaw gateway run --bind lan --token \"$TOKEN\"", meaning: "For other machines, with a token of your own"),
            .init(line: "openclaw --dev gateway", meaning: "A second gateway for experiments, on port 19001"),
        ],
        options: [
            .integer("--port", placeholder: "PORT", range: 1...65_535, summary: "Port for HTTP and WebSocket; 18789 unless configured"),
            .text("--bind", placeholder: "WHERE", summary: "loopback, lan, or an address of this machine"),
            .text("--host", placeholder: "ADDRESS", summary: "The same as --bind"),
            .choice("--auth", words: ["token", "password", "none"], summary: "What clients must show"),
            .text("--token", placeholder: "TOKEN", summary: "The token; prefer OPENCLAW_GATEWAY_TOKEN, which no process list shows"),
            .text("--password", placeholder: "TEXT", summary: "The password; prefer OPENCLAW_GATEWAY_PASSWORD"),
            .choice("--tailscale", words: ["off", "serve", "funnel"], summary: "An https address in the tailnet, or with funnel for everybody"),
            .flag("--tailscale-reset-on-exit", summary: "Take that address back when the gateway stops"),
            .flag("--verbose", summary: "Log everything: the same as --log-level debug"),
            .flag("--headless", summary: "No banner, no colours; logs only"),
            .flag("--allow-unconfigured", summary: "Start without a configuration file, which is always allowed").hidden,
        ],
        action: run
    )

    /// The flags that override the configuration.
    private static let flags: Set<String> = ["--port", "--bind", "--host", "--auth", "--token", "--password", "--log-level", "--tailscale"]

    private static func run(_ invocation: Invocation) async throws -> ExitCode {
        var invocation = invocation
        if invocation.has("--bind"), invocation.has("--host") {
            throw CommandFailure.usage("--bind and --host are the same; give one of them")
        }
        if invocation.has("--verbose"), !invocation.has("--log-level") { invocation.values["--log-level"] = ["debug"] }
        let settings = try Settings.load(invocation, flags: self.flags)
        guard settings.configuration.gateway.mode == .local else {
            throw CommandFailure(
                message: "gateway.mode is \"remote\": commands use a gateway elsewhere, and none is started here",
                advice: ["to run one here set gateway.mode to \"local\""],
                exitCode: .configuration,
                code: "REMOTE_MODE"
            )
        }
        return try await GatewayProgram(
            settings: settings,
            host: invocation.host,
            isHeadless: invocation.has("--headless")
                || ["1", "true"].contains(invocation.host.variable("OPENCLAW_HEADLESS") ?? "")
        ).run()
    }
}
