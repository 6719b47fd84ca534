// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A value that stands over the file: from a flag of the command line.
public struct ConfigurationOverride: Sendable, Hashable {
    /// What it sets.
    public var path: JSONPath
    /// The value as text; numbers, truth values and lists (`a,b`) are read as the schema says.
    public var text: String
    /// The flag's name, for messages.
    public var flag: String

    /// Makes an override.
    public init(_ path: JSONPath, _ text: String, flag: String) {
        self.path = path
        self.text = text
        self.flag = flag
    }
}
