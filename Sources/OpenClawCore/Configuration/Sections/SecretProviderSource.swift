// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What kind of place secrets come from (`secrets.providers.<name>.source`).
public struct SecretProviderSource: RawRepresentable, Hashable, Sendable {
    /// The kind as configuration writes it.
    public let rawValue: String

    /// Wraps a kind.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Environment variables.
    public static let environment = SecretProviderSource(rawValue: "env")
    /// A file.
    public static let file = SecretProviderSource(rawValue: "file")
}
