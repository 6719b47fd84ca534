// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What the schema says about one key, without the Swift type behind it.
package struct ConfigurationKey: Sendable {
    /// The name in the file.
    package var name: String
    /// Other names that mean the same.
    package var aliases: [String]
    /// A sentence on what it does.
    package var summary: String
    /// What its values look like.
    package var shape: ConfigurationShape
    /// The value when nobody sets it; `nil` is none.
    package var defaultValue: JSONValue?
    /// What a change needs.
    package var reload: ConfigurationReload
    /// Whether its value must never be shown.
    package var isSecret: Bool
    /// Environment variables that set it, the first wins.
    package var environment: [String]
    /// The flag that sets it.
    package var flag: String?
    /// Whether this version acts on it; setting one that it does not act on gives a note.
    package var isAvailable: Bool
    /// Whether the object it is in needs it.
    package var isRequired = false

    /// Whether a name in a file means this key: its name, an alias, or the same words joined in another way
    /// (`ping_interval`, `ping-interval`, `pingInterval`).
    func matches(_ name: String) -> Bool { Self.matches(name, name: self.name, aliases: self.aliases) }

    /// The same for a key of this name and these aliases.
    static func matches(_ written: String, name: String, aliases: [String]) -> Bool {
        written == name || aliases.contains(written) || self.folded(written) == self.folded(name)
    }

    private static func folded(_ name: String) -> String {
        guard name.contains(where: { $0 == "_" || $0 == "-" || $0.isUppercase }) else { return name }
        return name.filter { $0 != "_" && $0 != "-" }.lowercased()
    }
}
