// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A transcript that an earlier process has written to without closing the store: what can be read of it may not be on the disk yet.
struct InheritedTranscript: Sendable {
    var key: SessionKey
    var path: String

    /// The directories whose names lead to it, up to the one of all agents.
    var directories: [String] {
        var directories: [String] = []
        var path = Substring(self.path)
        while directories.count < 3, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            path = path[..<slash]
            directories.append(String(path))
        }
        return directories
    }
}
