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
    /// The text written so far.
    public var bytes: [UInt8]
    @usableFromInline var needsComma = false

    /// Creates a writer with room for `capacity` bytes.
    @inlinable
    public init(reservingCapacity capacity: Int = 256) {
        self.bytes = []
        self.bytes.reserveCapacity(capacity)
    }

    /// Forgets the text but keeps the memory, for the next document.
    @inlinable
    public mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    /// Opens an object.
    @inlinable
    public mutating func beginObject() {
        separate()
        bytes.append(0x7B)
        needsComma = false
    }

    /// Closes an object.
    @inlinable
    public mutating func endObject() {
        bytes.append(0x7D)
        needsComma = true
    }

    /// Opens an array.
    @inlinable
    public mutating func beginArray() {
        separate()
        bytes.append(0x5B)
        needsComma = false
    }

    /// Closes an array.
    @inlinable
    public mutating func endArray() {
        bytes.append(0x5D)
        needsComma = true
    }

    /// Writes a literal key, which must be free of quotes, backslashes and control characters.
    @inlinable
    public mutating func key(_ key: StaticString) {
        key.withUTF8Buffer { name in
            assert(JSONBytes.firstEscape(in: UnsafeRawBufferPointer(name), from: 0) == name.count, "a literal key must need no escapes")
            separate()
            bytes.append(0x22)
            bytes.append(contentsOf: name)
            bytes.append(0x22)
            bytes.append(0x3A)
        }
        needsComma = false
    }

    /// Writes a key.
    @inlinable
    public mutating func key(_ key: String) {
        separate()
        appendQuoted(key)
        bytes.append(0x3A)
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
        separate()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    /// Writes bytes which are a JSON value already; nothing is checked.
    @inlinable
    public mutating func raw(_ json: ArraySlice<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    /// Writes bytes which are a JSON value already; nothing is checked.
    @inlinable
    public mutating func raw(_ json: UnsafeRawBufferPointer) {
        separate()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    /// Writes any value.
    public mutating func value(_ value: JSONValue) {
        value.write(to: &self, sortedKeys: false)
    }

    @inlinable
    @inline(__always)
    mutating func separate() {
        if needsComma { bytes.append(0x2C) }
    }

    @inlinable
    mutating func literal(_ text: StaticString) {
        separate()
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
        needsComma = true
    }

    /// Starts a new line for the next element or for the closing bracket.
    mutating func breakLine(indentation: Int, closing: Bool = false) {
        if !closing { separate() }
        needsComma = false
        bytes.append(0x0A)
        for _ in 0..<indentation { bytes.append(0x20) }
    }
}
