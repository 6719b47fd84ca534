// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// What a person sees when the gateway is ready.
struct StartupBanner {
    let settings: Settings
    let agents: [AgentDescriptor]
    let url: String
    let credentials: GatewayProgram.Credentials
    let took: Duration
    let isTerminal: Bool
    let style: ConsoleStyle

    /// The banner, ending with a line break.
    var text: String {
        let style = self.style
        let state = self.settings.state
        let configuration = self.settings.configuration
        var lines = ["", "  🦞 \(style.bold("OpenClaw \(Gateway.version)")) \(style.dim("— ready in \(Wording.duration(self.took))"))", ""]
        func row(_ name: String, _ text: String) {
            lines.append("     \(style.dim(name.padded(to: 9)))\(text)")
        }
        lines.append("  \(style.good("➜"))  \(style.dim("Open".padded(to: 9)))\(style.link(self.shownURL))")
        if let hint = self.signInHint { row("Sign in", hint) }
        for (index, agent) in self.agents.enumerated() {
            let name = [agent.emoji, agent.name].compactMap { $0 }.joined(separator: " ")
            row(index == 0 ? "Agent" : "", agent.model.map { "\(name) \(style.dim("· \($0)"))" } ?? name)
        }
        if let notice = self.agents.compactMap(\.notice).first {
            row("", style.warning(notice))
            row("", style.dim("for example: export OPENAI_API_KEY=sk-…"))
        }
        row("State", state.abbreviate(state.path))
        row(
            "Config",
            self.settings.loaded.path.map(state.abbreviate)
                ?? "\(state.abbreviate(state.newJSONPath)) \(style.dim("(not there: defaults)"))"
        )
        row("Log", configuration.logging.level.rawValue)
        if !configuration.gateway.isLoopbackOnly {
            row("Network", style.warning("other machines can reach \(configuration.gateway.listenHost):\(configuration.gateway.port)"))
        }
        lines.append("")
        lines.append("     \(style.dim("Ctrl-C stops the gateway"))")
        lines.append("")
        return lines.joined(separator: "\n") + "\n"
    }

    /// The address with the token the gateway made itself: in the fragment, which no browser sends and no server logs. Where the output
    /// is kept in a log, only a new token is shown.
    private var shownURL: String {
        guard let token = self.credentials.generated, token.isNew || self.isTerminal else { return self.url }
        return "\(self.url)#token=\(token.secret.reveal())"
    }

    private var signInHint: String? {
        switch self.settings.configuration.gateway.auth.mode {
        case .none: return self.style.warning("nothing is asked for")
        case .password: return "with the password (\(self.origin(.keys("gateway", "auth", "password"))))"
        default:
            guard let token = self.credentials.generated else {
                return "with the token (\(self.origin(.keys("gateway", "auth", "token"))))"
            }
            let path = self.settings.state.abbreviate(self.settings.state.tokenPath)
            return token.isNew || self.isTerminal ? nil : "with the token in \(path)"
        }
    }

    private func origin(_ path: JSONPath) -> String {
        self.settings.state.abbreviate("\(self.settings.loaded.origin(of: path))")
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - self.count))
    }
}
