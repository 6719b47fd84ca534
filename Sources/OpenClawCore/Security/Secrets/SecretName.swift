// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The name under which a secret is kept: capital letters, digits and `_`, beginning with a letter, at most 128 characters.
public struct SecretName: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The name as text.
    public let rawValue: String

    /// Takes a name; `nil` when it cannot be one.
    public init?(rawValue: String) {
        guard let first = rawValue.utf8.first, (65...90).contains(first), rawValue.utf8.count <= 128 else { return nil }
        guard rawValue.utf8.allSatisfy({ (65...90).contains($0) || (48...57).contains($0) || $0 == 95 }) else { return nil }
        self.rawValue = rawValue
    }

    /// The name as text.
    public var description: String { self.rawValue }
}
