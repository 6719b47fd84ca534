// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// What a command knows about the installation: state directory and configuration.
struct Settings: Sendable {
    /// Where the gateway keeps everything.
    var state: StateDirectory
    /// The configuration with origins.
    var loaded: LoadedConfiguration
    /// What the command line set.
    var overrides: [ConfigurationOverride] = []

    /// The values.
    var configuration: Configuration { self.loaded.configuration }

    /// Flags that set something in the configuration.
    private static let overridingFlags: [(flag: String, path: JSONPath)] = [
        ("--port", .keys("gateway", "port")), ("--bind", .keys("gateway", "bind")), ("--host", .keys("gateway", "bind")),
        ("--auth", .keys("gateway", "auth", "mode")), ("--token", .keys("gateway", "auth", "token")),
        ("--password", .keys("gateway", "auth", "password")), ("--tailscale", .keys("gateway", "tailscale", "mode")), ("--log-level", .keys("logging", "level")),
    ]

    /// The state directory that flags and environment name.
    static func stateDirectory(_ invocation: Invocation) throws(ConfigurationError) -> StateDirectory {
        try StateDirectory(
            environment: invocation.host.environment,
            home: invocation.host.home,
            workingDirectory: invocation.host.workingDirectory,
            profile: invocation.text("--profile") ?? (invocation.has("--dev") ? "dev" : nil)
        )
    }

    /// Loads the configuration.
    /// - Parameter flags: The flags that override it here; other commands use the same words for other things.
    static func load(_ invocation: Invocation, flags: Set<String> = ["--log-level"]) throws(ConfigurationError) -> Settings {
        let state = try self.stateDirectory(invocation)
        let host = invocation.host
        let path = try state.configurationPath(flag: invocation.text("--config"), environment: host.environment, files: host.files)
        let loader = ConfigurationLoader(
            files: host.files,
            environment: host.environment,
            defaults: [.keys("gateway", "port"): JSONValue(state.defaultPort)],
            secrets: SecretStore(state: state, host: host)
        )
        var overrides: [ConfigurationOverride] = []
        for (flag, path) in self.overridingFlags where flags.contains(flag) {
            if let text = invocation.text(flag) { overrides.append(ConfigurationOverride(path, text, flag: flag)) }
        }
        if flags.contains("--tailscale"), invocation.has("--tailscale-reset-on-exit") {
            overrides.append(ConfigurationOverride(.keys("gateway", "tailscale", "resetOnExit"), "true", flag: "--tailscale-reset-on-exit"))
        }
        return Settings(state: state, loaded: try loader.load(path: path, overrides: overrides), overrides: overrides)
    }
}
