// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Configuration files with another text in place of one of them: what a change would make of the configuration.
package struct CandidateFiles: ConfigurationFiles {
    private let base: any ConfigurationFiles
    private let path: String
    private let bytes: [UInt8]

    /// - Parameter path: the canonical path of the file that the text stands for.
    package init(base: any ConfigurationFiles, path: String, bytes: [UInt8]) {
        self.base = base
        self.path = path
        self.bytes = bytes
    }

    package func canonicalPath(of path: String) throws(FileSystemError) -> String? {
        if path == self.path { return path }
        if let found = try self.base.canonicalPath(of: path) { return found }
        // A file that is yet to be written has a directory that may be, too.
        return self.path.hasPrefix(path == "/" ? "/" : path + "/") ? path : nil
    }

    package func contents(of path: String, maximumBytes: Int) throws(FileSystemError) -> [UInt8]? {
        if path == self.path { return self.bytes }
        return try self.base.contents(of: path, maximumBytes: maximumBytes)
    }
}
