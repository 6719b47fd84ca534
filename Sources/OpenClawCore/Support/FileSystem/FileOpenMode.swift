// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a file is opened for.
public enum FileOpenMode: Sendable, Hashable {
    /// Reading a file that exists.
    case read
    /// Reading and appending; the file is made when it does not exist.
    case append
    /// Reading and appending to a new file; one that exists is ``FileSystemError/Code/exists``.
    case createNew
    /// Reading and writing at any offset; the file is made when it does not exist.
    case update
}
