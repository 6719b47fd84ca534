// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The kind of session store (`session.storage.type`).
public struct SessionStorageType: RawRepresentable, Hashable, Sendable {
    /// The kind as configuration writes it.
    public let rawValue: String

    /// Wraps a kind.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Files in the state directory.
    public static let file = SessionStorageType(rawValue: "file")
    /// Memory; everything is gone when the gateway stops.
    public static let memory = SessionStorageType(rawValue: "memory")
}
