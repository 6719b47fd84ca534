// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where a gateway keeps everything, and where its configuration is.
///
/// `~/.openclaw`, or `~/.openclaw-NAME` for a profile; `OPENCLAW_STATE_DIR` names another directory and `OPENCLAW_HOME` another home.
public struct StateDirectory: Sendable, Hashable {
    /// The directory, absolute.
    public let path: String
    /// The home directory that `~` stands for.
    public let home: String
    /// The profile; `nil` for the usual one.
    public let profile: String?
    private let workingDirectory: String

    /// Finds the directory.
    /// - Parameters:
    ///   - environment: The environment variables.
    ///   - home: The user's home directory.
    ///   - workingDirectory: What relative paths are relative to.
    ///   - profile: The profile that a flag names; it wins over `OPENCLAW_PROFILE`.
    public init(
        environment: [String: String],
        home: String,
        workingDirectory: String,
        profile: String? = nil
    ) throws(ConfigurationError) {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        self.workingDirectory = workingDirectory
        self.home = Self.absolute(variable("OPENCLAW_HOME") ?? home, home: home, base: workingDirectory)
        let (name, origin): (String?, ConfigurationOrigin) =
            if let profile { (profile, .flag("--profile")) } else { (variable("OPENCLAW_PROFILE"), .environment("OPENCLAW_PROFILE")) }
        if let name, !Self.isProfileName(name) {
            throw ConfigurationError([
                ConfigurationProblem(
                    .invalidValue,
                    path: nil,
                    origin: origin,
                    message: "\"\(name)\" cannot be a profile's name; use letters, digits, \"_\" and \"-\", at most 64"
                )
            ])
        }
        self.profile = name == "default" ? nil : name
        if let path = variable("OPENCLAW_STATE_DIR") {
            self.path = Self.absolute(path, home: self.home, base: workingDirectory)
        } else {
            self.path = self.home + "/.openclaw" + (self.profile.map { "-\($0)" } ?? "")
        }
    }

    /// The port when nothing sets one: 18789, and 19001 for the profile `dev`.
    public var defaultPort: Int { self.profile == "dev" ? 19_001 : 18_789 }

    /// The directory in which agents work when nothing else is configured.
    public var workspacePath: String { self.path + "/workspace" }

    /// The file with the token that the gateway made for itself.
    public var tokenPath: String { self.path + "/gateway-token" }

    /// The file with the key of this machine as a client.
    public var deviceIdentityPath: String { self.path + "/identity/device.json" }

    /// The file with the tokens that gateways gave this machine as a client.
    public var deviceTokenPath: String { self.path + "/identity/device-auth.json" }

    /// The file with the paired devices and nodes.
    public var pairingPath: String { self.path + "/devices/pairing.json" }

    /// The file with the secrets that `openclaw secrets` keeps, encrypted.
    public var secretsPath: String { self.path + "/secrets.json" }

    /// The file with the key they are encrypted with.
    public var secretKeyPath: String { self.path + "/secrets.key" }

    /// The file whose lock says that a gateway uses the directory.
    public var lockPath: String { self.path + "/gateway.lock" }

    /// The file with scheduled jobs.
    public var cronPath: String { self.path + "/cron/jobs.json" }

    /// The file with policies and allowlists for running programs.
    public var execApprovalsPath: String { self.path + "/exec-approvals.json" }

    /// The settings of the node that runs here.
    public var nodeSettingsPath: String { self.path + "/node.yaml" }

    /// The key of the node that runs here; another one than that of commands, for a node may do other things.
    public var nodeIdentityPath: String { self.path + "/identity/node.json" }

    /// The tokens that gateways gave the node that runs here.
    public var nodeTokenPath: String { self.path + "/identity/node-auth.json" }

    /// The directory whose files a node shares when nothing else is set.
    public var nodeFilesPath: String { self.path + "/node-files" }

    /// An absolute path: `~` is the home directory, anything relative starts at the state directory.
    public func resolve(_ path: String) -> String { Self.absolute(path, home: self.home, base: self.path) }

    /// The path as people read it: with `~` for the home directory.
    public func abbreviate(_ path: String) -> String {
        path == self.home ? "~" : path.hasPrefix(self.home + "/") ? "~" + path.dropFirst(self.home.count) : path
    }

    /// The configuration file: the one a flag or `OPENCLAW_CONFIG_PATH` names, or the first that exists of `openclaw.json` and
    /// `config.json` in the directory; `nil` when there is none.
    public func configurationPath(
        flag: String?,
        environment: [String: String],
        files: any ConfigurationFiles
    ) throws(ConfigurationError) -> String? {
        if let flag { return Self.absolute(flag, home: self.home, base: self.workingDirectory) }
        if let path = environment["OPENCLAW_CONFIG_PATH"], !path.isEmpty {
            return Self.absolute(path, home: self.home, base: self.workingDirectory)
        }
        for name in ["openclaw.json", "config.json", "config.yaml", "config.yml", "openclaw.yaml"] {
            let candidate = self.path + "/" + name
            do {
                if try files.canonicalPath(of: candidate) != nil { return candidate }
            } catch {
                throw ConfigurationError([
                    ConfigurationProblem(.unreadable, path: nil, origin: .default, message: "cannot read \(candidate): \(error.detail)")
                ])
            }
        }
        return nil
    }

    /// Where a new configuration file belongs.
    public var newJSONPath: String { self.path + "/openclaw.json" }

    private static func absolute(_ path: String, home: String, base: String) -> String {
        var path = path
        if path == "~" || path.hasPrefix("~/") { path = home + path.dropFirst() }
        if !path.hasPrefix("/") { path = base + "/" + path }
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    private static func isProfileName(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 64 else { return false }
        func isAlphanumeric(_ byte: UInt8) -> Bool { (byte | 0x20 >= 97 && byte | 0x20 <= 122) || (byte >= 48 && byte <= 57) }
        return isAlphanumeric(first) && name.utf8.allSatisfy { isAlphanumeric($0) || $0 == 45 || $0 == 95 }
    }
}
