// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A device's name: the SHA-256 digest of its public key, 64 lowercase hexadecimal digits (PROTOCOL 1.6).
public struct DeviceID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The digits.
    public let rawValue: String

    /// Wraps a name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The digits.
    public var description: String { self.rawValue }
}
