// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a JSON text was refused, and where.
///
/// The value is trivially copyable, so throwing it costs nothing on the path which succeeds.
public struct JSONError: Error, Sendable, Hashable {
    /// What was wrong.
    public let code: Code
    /// Byte offset of the place, from 0.
    public let offset: Int
    /// Line of the place, from 1.
    public let line: Int
    /// Column of the place, from 1, counted in Unicode scalars.
    public let column: Int
    /// The byte which was found there, if there was one.
    @usableFromInline let found: UInt8?

    @usableFromInline
    @inline(never)
    init(_ code: Code, at offset: Int, in bytes: UnsafeRawBufferPointer) {
        self.code = code
        self.offset = offset
        var line = 1
        var column = 1
        for index in 0..<min(offset, bytes.count) {
            let byte = bytes[index]
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.line = line
        self.column = column
        self.found = offset < bytes.count && offset >= 0 ? bytes[offset] : nil
    }
}
