// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads the fields of a frame; `nil` where there is none.
struct LedgerFieldReader {
    private let body: UnsafeRawBufferPointer
    private var offset: Int

    init(_ body: UnsafeRawBufferPointer, from offset: Int) {
        self.body = body
        self.offset = offset
    }

    /// Whether everything was read.
    var isAtEnd: Bool { self.offset == self.body.count }

    mutating func byte() -> UInt8? {
        guard self.offset < self.body.count else { return nil }
        defer { self.offset += 1 }
        return self.body[self.offset]
    }

    mutating func number() -> Int? {
        var value = 0
        var shift = 0
        while let byte = self.byte() {
            value |= Int(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
            shift += 7
            if shift > 28 { return nil }
        }
        return nil
    }

    mutating func text() -> String? { self.range().map { String(decoding: self.body[$0], as: UTF8.self) } }

    mutating func bytes() -> [UInt8]? { self.range().map { [UInt8](self.body[$0]) } }

    private mutating func range() -> Range<Int>? {
        guard let count = self.number(), count <= self.body.count - self.offset else { return nil }
        defer { self.offset += count }
        return self.offset..<(self.offset + count)
    }
}
