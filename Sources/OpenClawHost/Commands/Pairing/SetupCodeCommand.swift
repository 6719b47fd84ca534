// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw devices setup-code`: a code with which another device pairs itself.
enum SetupCodeCommand {
    static let setupCode = Command(
        name: "setup-code",
        summary: "make a code with which one device pairs itself within ten minutes",
        examples: [
            .init(line: "openclaw devices setup-code", meaning: "For a phone: it talks, looks, approves and is a node"),
            .init(line: "openclaw devices setup-code --node --public-url wss://claw.example.org", meaning: "For a node behind a proxy"),
        ],
        options: [
            .text("--public-url", placeholder: "URL", summary: "Where the device reaches the gateway; as configured unless given"),
            .flag("--node", summary: "Only for a node"), Commands.json,
        ] + GatewayTarget.options,
        action: { invocation in
            var params: JSONObject = ["bootstrapProfile": invocation.has("--node") ? "node" : "limited", "includeQr": false]
            params["publicUrl"] = invocation.text("--public-url").map { .string($0) }
            let wanted = params
            let answer = try await GatewayTarget.connect(invocation) { try await $0.call("device.pair.setupCode", .object(wanted)) }
            let report = PairingReport(invocation)
            if invocation.wantsJSON { return report.printed(answer) }
            let console = invocation.host.console
            let roles = answer["roles"]?.arrayValue?.compactMap(\.stringValue).joined(separator: ", ") ?? ""
            console.line(answer["setupCode"]?.stringValue ?? "")
            console.line(console.style.dim("  gateway   \(answer["gatewayUrl"]?.stringValue ?? "")"))
            console.line(console.style.dim("  pairs     one device, once, within ten minutes, as \(roles)"))
            console.line(console.style.dim("  keep it   like a password until then"))
            return .success
        }
    )
}
