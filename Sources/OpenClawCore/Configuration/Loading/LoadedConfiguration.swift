// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A configuration that has been checked, with what is known about its values.
public struct LoadedConfiguration: Sendable {
    /// The values.
    public let configuration: Configuration
    /// The file it was read from; `nil` when there is none.
    public let path: String?
    /// Every file that was read, canonical paths, the main one first.
    public let files: [String]
    /// What is worth telling the user: keys without effect, other spellings, risky settings.
    public let notes: [ConfigurationProblem]
    /// Every secret in it, to be taken out of logs.
    public let secrets: Set<Secret>
    /// What was set, with origins.
    package let tree: ConfigurationTree
    /// What the files say, before other names were moved and variables put in.
    package let written: JSONValue
    /// The secrets that were put into texts, which may stand under any key.
    let substitutedSecrets: Set<Secret>

    /// Where the value at a path comes from.
    public func origin(of path: JSONPath) -> ConfigurationOrigin {
        self.tree.isSet(path) ? self.tree.origin(of: path) : .default
    }

    /// All values in force, secrets replaced by ``ConfigurationRedaction/placeholder``.
    public var effective: JSONValue {
        let hidden = ConfigurationRedaction.redact(Configuration.schema.encode(self.configuration))
        return ConfigurationRedaction.hide(self.substitutedSecrets, in: hidden)
    }

    /// What the files say, secrets replaced by ``ConfigurationRedaction/placeholder``.
    public var redacted: JSONValue { ConfigurationRedaction.redact(self.written) }
}
