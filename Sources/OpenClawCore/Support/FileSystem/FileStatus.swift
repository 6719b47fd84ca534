// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What is at a path.
public struct FileStatus: Sendable, Hashable {
    /// The kinds of things a path can name.
    public enum Kind: Sendable, Hashable {
        /// A regular file.
        case file
        /// A directory.
        case directory
        /// A symbolic link, whatever it points to.
        case symbolicLink
        /// A device, pipe or socket.
        case other
    }

    /// What it is.
    public var kind: Kind
    /// The size in bytes.
    public var size: Int
    /// The permission bits, for instance `0o600`.
    public var permissions: UInt16
    /// When the contents last changed, in milliseconds since 1970.
    public var modifiedMilliseconds: Int64
    /// The number of the file on its disk, 0 when the disk has none: a file that was put in the place of another has a number of its own.
    public var fileNumber: UInt64

    /// Makes a status.
    public init(kind: Kind, size: Int, permissions: UInt16 = 0o600, modifiedMilliseconds: Int64 = 0, fileNumber: UInt64 = 0) {
        self.kind = kind
        self.size = size
        self.permissions = permissions
        self.modifiedMilliseconds = modifiedMilliseconds
        self.fileNumber = fileNumber
    }
}
