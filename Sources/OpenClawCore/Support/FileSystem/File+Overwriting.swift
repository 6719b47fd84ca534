// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension File {
    /// Writes a line in the place of a short file's contents; blanks fill up what was longer. The file was opened for ``FileOpenMode/update``.
    ///
    /// A file that is cut off first gives its place on the disk back and takes another one, which costs a hundred times as much.
    func overwrite(with line: String) throws(FileSystemError) {
        var size = try self.size()
        if size > 512 {
            try self.truncate(to: 0)
            size = 0
        }
        var bytes = Array(line.utf8)
        bytes += repeatElement(0x20, count: max(0, size - bytes.count - 1))
        bytes.append(0x0A)
        try self.write(bytes.span.bytes, at: 0)
    }
}
