// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSONWriter {
    /// Lets `body` write up to `size` bytes behind the text; it returns how many it wrote.
    @inlinable
    @inline(__always)
    mutating func append(upTo size: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int) {
        if storage.count &- used < size { grow(by: size) }
        let start = used
        used = storage.withUnsafeMutableBytes { bytes in
            start &+ body(UnsafeMutableRawBufferPointer(rebasing: bytes[start...]))
        }
    }

    /// Appends one byte.
    @inlinable
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if storage.count == used { grow(by: 1) }
        storage[used] = byte
        used &+= 1
    }

    @usableFromInline
    @inline(never)
    mutating func grow(by size: Int) {
        let larger = max(storage.count &* 2, used &+ size)
        storage = [UInt8](unsafeUninitializedCapacity: larger) { room, count in
            let bytes = UnsafeMutableRawBufferPointer(room)
            storage.withUnsafeBytes { bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<used])) }
            UnsafeMutableRawBufferPointer(rebasing: bytes[used...]).initializeMemory(as: UInt8.self, repeating: 0)
            count = larger
        }
    }

    /// Writes `byte` if `condition` holds and returns the offset behind it.
    @inlinable
    @inline(__always)
    static func put(_ byte: UInt8, in room: UnsafeMutableRawBufferPointer, at place: Int, if condition: Bool) -> Int {
        room[place] = byte
        return condition ? place &+ 1 : place
    }

    @inlinable
    @inline(__always)
    mutating func open(_ bracket: UInt8) {
        if needsComma { append(0x2C) }
        append(bracket)
        needsComma = false
    }

    @inlinable
    @inline(__always)
    mutating func close(_ bracket: UInt8) {
        append(bracket)
        needsComma = true
    }

    @inlinable
    mutating func literal(_ text: StaticString) {
        text.withUTF8Buffer { raw(UnsafeRawBufferPointer($0)) }
    }
}
