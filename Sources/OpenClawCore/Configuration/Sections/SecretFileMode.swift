// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a file of secrets holds (`secrets.providers.<name>.mode`).
public struct SecretFileMode: RawRepresentable, Hashable, Sendable {
    /// The mode as configuration writes it.
    public let rawValue: String

    /// Wraps a mode.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A JSON object.
    public static let json = SecretFileMode(rawValue: "json")
    /// One secret, with or without a line break at its end.
    public static let singleValue = SecretFileMode(rawValue: "singleValue")
}
