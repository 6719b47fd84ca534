// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes JSON text into an array of bytes, commas included.
///
/// ```swift
/// var writer = JSONWriter(reservingCapacity: 256)
/// writer.beginObject()
/// writer.field("type", "res")
/// writer.field("ok", true)
/// writer.endObject()
/// send(writer.bytes)
/// ```
/// The writer trusts the order of calls: one key before each value inside an object, and as many ends as begins.
public struct JSONWriter: Sendable {
    /// The first ``count`` bytes are the text, the rest is room.
    @usableFromInline var storage: [UInt8]
    /// How many bytes were written so far.
    @usableFromInline var used = 0
    @usableFromInline var needsComma = false

    /// Creates a writer with room for `capacity` bytes; it grows when needed.
    @inlinable
    public init(reservingCapacity capacity: Int = 256) {
        let size = max(capacity, 32)
        self.storage = [UInt8](unsafeUninitializedCapacity: size) { room, count in
            room.initialize(repeating: 0)
            count = size
        }
    }

    /// How many bytes were written so far.
    @inlinable public var count: Int { used }

    /// A copy of the text written so far; ``finish()`` is cheaper when nothing follows.
    @inlinable public var bytes: [UInt8] { [UInt8](storage[..<used]) }

    /// Ends the writer and returns its text without copying it.
    @inlinable
    public consuming func finish() -> [UInt8] {
        storage.removeLast(storage.count &- used)
        return storage
    }

    /// Calls `body` with the text written so far.
    @inlinable
    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try storage.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<used])) }
    }

    /// Forgets the text but keeps the memory, for the next document.
    @inlinable
    public mutating func reset() {
        used = 0
        needsComma = false
    }

    /// Opens an object.
    @inlinable
    public mutating func beginObject() {
        open(0x7B)
    }

    /// Closes an object.
    @inlinable
    public mutating func endObject() {
        close(0x7D)
    }

    /// Opens an array.
    @inlinable
    public mutating func beginArray() {
        open(0x5B)
    }

    /// Closes an array.
    @inlinable
    public mutating func endArray() {
        close(0x5D)
    }

    /// Writes a literal key, which must be free of quotes, backslashes and control characters.
    @inlinable
    public mutating func key(_ key: StaticString) {
        key.withUTF8Buffer { name in
            let name = UnsafeRawBufferPointer(name)
            assert(JSONBytes.firstEscape(in: name, from: 0) == name.count, "a literal key must need no escapes")
            append(upTo: name.count &+ 4) { [needsComma] room in
                var place = JSONWriter.put(0x2C, in: room, at: 0, if: needsComma)
                room[place] = 0x22
                UnsafeMutableRawBufferPointer(rebasing: room[(place &+ 1)...]).copyMemory(from: name)
                place &+= name.count &+ 1
                room[place] = 0x22
                room[place &+ 1] = 0x3A
                return place &+ 2
            }
        }
        needsComma = false
    }

    /// Writes a key.
    @inlinable
    public mutating func key(_ key: String) {
        appendQuoted(key)
        append(0x3A)
        needsComma = false
    }

    /// Writes `null`.
    @inlinable
    public mutating func null() {
        literal("null")
    }

    /// Writes `true` or `false`.
    @inlinable
    public mutating func bool(_ value: Bool) {
        literal(value ? "true" : "false")
    }

    /// Writes bytes which are a JSON value already; nothing is checked.
    @inlinable
    public mutating func raw(_ json: [UInt8]) {
        json.withUnsafeBytes { raw($0) }
    }

    /// Writes bytes which are a JSON value already; nothing is checked.
    @inlinable
    public mutating func raw(_ json: ArraySlice<UInt8>) {
        json.withUnsafeBytes { raw($0) }
    }

    /// Writes bytes which are a JSON value already; nothing is checked.
    @inlinable
    public mutating func raw(_ json: UnsafeRawBufferPointer) {
        append(upTo: json.count &+ 1) { [needsComma] room in
            let place = JSONWriter.put(0x2C, in: room, at: 0, if: needsComma)
            UnsafeMutableRawBufferPointer(rebasing: room[place...]).copyMemory(from: json)
            return place &+ json.count
        }
        needsComma = true
    }

    /// Writes any value.
    public mutating func value(_ value: JSONValue) {
        value.write(to: &self, sortedKeys: false)
    }

    /// Starts a new line for the next element or for the closing bracket.
    mutating func breakLine(indentation: Int, closing: Bool = false) {
        if needsComma, !closing { append(0x2C) }
        needsComma = false
        append(0x0A)
        for _ in 0..<indentation { append(0x20) }
    }
}
