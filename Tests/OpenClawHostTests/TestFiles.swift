// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// One configuration file.
struct TestFiles: ConfigurationFiles {
    var path: String
    var text: String

    func canonicalPath(of path: String) throws(FileSystemError) -> String? {
        path == self.path || self.path.hasPrefix(path + "/") ? path : nil
    }

    func contents(of path: String, maximumBytes: Int) throws(FileSystemError) -> [UInt8]? {
        path == self.path ? Array(self.text.utf8) : nil
    }
}
