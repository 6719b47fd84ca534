// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A growing run of bytes: written at the end, read at the front. It owns no memory while it is empty and released.
public struct ByteQueue: ~Copyable {
    @usableFromInline var base: UnsafeMutableRawPointer?
    @usableFromInline var capacity: Int = 0
    @usableFromInline var head: Int = 0
    @usableFromInline var tail: Int = 0

    /// Makes an empty queue without memory.
    public init() {}

    deinit {
        base?.deallocate()
    }

    /// The number of bytes to read.
    @inlinable public var count: Int { tail &- head }

    /// Whether there is nothing to read.
    @inlinable public var isEmpty: Bool { tail == head }

    /// The bytes to read. The view ends with the next change of the queue.
    @inlinable public var readable: UnsafeMutableRawBufferPointer {
        guard let base else { return UnsafeMutableRawBufferPointer(start: nil, count: 0) }
        return UnsafeMutableRawBufferPointer(start: base + head, count: tail &- head)
    }

    /// Drops `count` bytes from the front.
    @inlinable public mutating func consume(_ count: Int) {
        precondition(count >= 0 && count <= tail &- head, "only what is there can be consumed")
        head &+= count
        if head == tail {
            head = 0
            tail = 0
        }
    }

    /// Makes room for `count` bytes at the end and returns where they go. Follow with ``commit(_:)``.
    @inlinable public mutating func reserve(_ count: Int) -> UnsafeMutableRawPointer {
        if let base, capacity &- tail >= count { return base + tail }
        return grow(count)
    }

    /// Takes over `count` bytes which were written where ``reserve(_:)`` said.
    @inlinable public mutating func commit(_ count: Int) {
        assert(count >= 0 && tail + count <= capacity, "no more than reserved")
        tail &+= count
    }

    /// Appends bytes.
    @inlinable public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        reserve(bytes.count).copyMemory(from: source, byteCount: bytes.count)
        tail &+= bytes.count
    }

    /// Appends the bytes of an array.
    @inlinable public mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { append($0) }
    }

    /// Appends the text of a literal.
    @inlinable public mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends text as UTF-8.
    @inlinable public mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    /// Appends one byte.
    @inlinable public mutating func append(_ byte: UInt8) {
        reserve(1).storeBytes(of: byte, as: UInt8.self)
        tail &+= 1
    }

    /// Appends a number in decimal digits.
    public mutating func append(decimal value: Int) {
        precondition(value >= 0, "only natural numbers")
        if value < 10 {
            append(UInt8(48 + value))
            return
        }
        var digits = 0
        var rest = value
        while rest > 0 {
            digits += 1
            rest /= 10
        }
        let start = reserve(digits)
        rest = value
        var position = digits
        while position > 0 {
            position -= 1
            (start + position).storeBytes(of: UInt8(48 + rest % 10), as: UInt8.self)
            rest /= 10
        }
        tail += digits
    }

    /// Appends a number in hexadecimal digits.
    public mutating func append(hexadecimal value: Int) {
        precondition(value >= 0, "only natural numbers")
        let digits = max(1, (Int.bitWidth - value.leadingZeroBitCount + 3) / 4)
        for position in (0..<digits).reversed() {
            let digit = UInt8(value >> (4 * position) & 15)
            append(digit < 10 ? 48 + digit : 87 + digit)
        }
    }

    /// Drops everything and gives the memory back.
    public mutating func release() {
        base?.deallocate()
        base = nil
        capacity = 0
        head = 0
        tail = 0
    }

    @usableFromInline
    mutating func grow(_ count: Int) -> UnsafeMutableRawPointer {
        let used = tail - head
        if let base, capacity - used >= count, head >= capacity / 2 {
            // More than half is consumed: moving the rest to the front is cheaper than new memory.
            base.copyMemory(from: base + head, byteCount: used)
            head = 0
            tail = used
            return base + used
        }
        var size = max(capacity * 2, 512)
        while size < used + count { size *= 2 }
        let fresh = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        if let base {
            fresh.copyMemory(from: base + head, byteCount: used)
            base.deallocate()
        }
        base = fresh
        capacity = size
        head = 0
        tail = used
        return fresh + used
    }
}

extension ByteQueue {
    /// Starts with a piece of `pool` if the queue has no memory.
    @inline(__always)
    mutating func borrowChunk(_ pool: ChunkPool) {
        if base == nil {
            base = pool.take()
            capacity = ChunkPool.chunkBytes
        }
    }

    /// Gives the memory of an empty queue back, to `pool` if it is one of its pieces.
    @inline(__always)
    mutating func returnChunk(_ pool: ChunkPool) {
        guard let base, head == tail else { return }
        if capacity == ChunkPool.chunkBytes {
            pool.give(base)
        } else {
            base.deallocate()
        }
        self.base = nil
        capacity = 0
        head = 0
        tail = 0
    }
}
