// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Something that `openclaw doctor` or `openclaw security audit` has looked at and found worth telling.
struct Finding: Sendable {
    /// How much it matters.
    enum Severity: String, Sendable {
        case critical
        case warn
        case info
    }

    var id: String
    var severity: Severity
    var title: String
    var remedy: String?

    /// For programs.
    var json: JSONValue {
        [
            "checkId": .string(self.id), "severity": .string(self.severity.rawValue), "title": .string(self.title),
            "detail": .string(self.title), "remediation": self.remedy.map(JSONValue.string) ?? .null,
        ]
    }

    /// Looks at the configuration and the state directory.
    static func all(_ settings: Settings, fileSystem: any FileSystem) throws(FileSystemError) -> [Finding] {
        var findings: [Finding] = []
        let gateway = settings.configuration.gateway
        func add(_ id: String, _ severity: Severity, _ title: String, _ remedy: String?) {
            findings.append(Finding(id: id, severity: severity, title: title, remedy: remedy))
        }
        if gateway.auth.mode == .none {
            add("gateway.auth.none", .warn, "every program on this machine may use the gateway", "set gateway.auth.mode to \"token\"")
        }
        if !gateway.isLoopbackOnly, !gateway.tls.isEnabled, gateway.trustedProxies.isEmpty {
            add(
                "gateway.plaintext",
                .warn,
                "other machines reach the gateway without encryption",
                "set gateway.tls.enabled, or put a proxy with TLS in front of it"
            )
        }
        if gateway.controlUI.allowedOrigins.contains("*") {
            add("gateway.origins.any", .critical, "every web page may try to connect", "name the origins in gateway.controlUi.allowedOrigins")
        }
        if gateway.controlUI.allowInsecureAuth {
            add("gateway.control_ui.insecure", .critical, "the page may sign in without a device key", "remove gateway.controlUi.allowInsecureAuth")
        }
        if gateway.tools.allow.contains("*") {
            add("gateway.tools.any", .warn, "every skill can be run over HTTP", "name skills in gateway.tools.allow")
        }
        let state = settings.state
        for (path, mode) in [(state.path, 0o077), (state.tokenPath, 0o077)] + (settings.loaded.path.map { [($0, 0o022)] } ?? []) {
            guard let status = try fileSystem.status(path) else { continue }
            if Int(status.permissions) & mode != 0 {
                let command = status.kind == .directory ? "chmod 700" : "chmod 600"
                add("state.permissions", .critical, "other users of this machine can use \(path)", "\(command) \(path)")
            }
        }
        for note in settings.loaded.notes where note.code == .insecure { add("config.insecure", .warn, "\(note)", nil) }
        return findings
    }
}
