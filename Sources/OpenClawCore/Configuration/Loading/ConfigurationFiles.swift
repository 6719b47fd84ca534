// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The files a configuration is read from.
///
/// Unlike ``FileSystem`` this follows symbolic links, because that is how mounted and linked configuration files arrive.
public protocol ConfigurationFiles: Sendable {
    /// The path without symbolic links, `.` and `..`; `nil` when nothing is there.
    func canonicalPath(of path: String) throws(FileSystemError) -> String?

    /// The contents of the file at a canonical path, or `nil` when there is none.
    func contents(of path: String, maximumBytes: Int) throws(FileSystemError) -> [UInt8]?
}
