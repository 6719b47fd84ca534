// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a descriptor is ready for.
package struct ReadySet: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// There is something to read, or a connection to accept.
    package static let read = ReadySet(rawValue: 1)
    /// There is room to write, or a connection attempt has ended.
    package static let write = ReadySet(rawValue: 2)
    /// The peer has ended its side.
    package static let readEnd = ReadySet(rawValue: 4)
    /// Both sides are gone, or an error waits to be fetched.
    package static let hangUp = ReadySet(rawValue: 8)
}
