// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads JSON text in place, without allocating, and checks it strictly (RFC 8259).
///
/// ```swift
/// var scanner = try JSONScanner(checking: bytes)
/// try scanner.beginObject()
/// while let key = try scanner.nextKey() {
///     if scanner.matches(key, "method") {
///         method = try scanner.string()
///     } else {
///         _ = try scanner.skipValue()
///     }
/// }
/// try scanner.finish()
/// ```
/// After each key exactly one value must be read or skipped. The bytes must outlive the scanner.
public struct JSONScanner {
    /// What the next value is.
    public enum Kind: Sendable, Hashable {
        case object, array, string, number, bool, null
    }

    /// The text.
    public let bytes: UnsafeRawBufferPointer
    /// The byte to read next.
    @inlinable public var offset: Int { position }
    /// Whether the key which ``nextKey()`` returned last contains escapes, so that its raw bytes are not its name.
    @inlinable public var keyHasEscapes: Bool { lastKeyHasEscapes }

    @usableFromInline var position = 0
    @usableFromInline var lastKeyHasEscapes = false
    @usableFromInline var depth = 0
    /// Whether a container was just opened, so that no comma is due.
    @usableFromInline var isFresh = false
    @usableFromInline let maximumDepth: Int

    /// Creates a scanner at the first byte; ``JSONLimits/maximumBytes`` is not checked here.
    @inlinable
    public init(_ bytes: UnsafeRawBufferPointer, limits: JSONLimits = .default) {
        self.bytes = bytes
        self.maximumDepth = limits.maximumDepth
    }

    /// Creates a scanner after checking the size limit and that no byte order mark comes first.
    public init(checking bytes: UnsafeRawBufferPointer, limits: JSONLimits = .default) throws(JSONError) {
        self.init(bytes, limits: limits)
        guard bytes.count <= limits.maximumBytes else {
            throw JSONError(.tooLarge, at: limits.maximumBytes, in: bytes)
        }
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { throw error(.byteOrderMark, at: 0) }
    }

    /// Whether all bytes were read.
    @inlinable public var isAtEnd: Bool { offset >= bytes.count }

    /// Moves over spaces, tabs and line ends.
    @inlinable
    @inline(__always)
    public mutating func skipWhitespace() {
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte > 0x20 { return }
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position &+= 1
        }
    }

    /// Says what the next value is without reading it.
    @inlinable
    public mutating func nextKind() throws(JSONError) -> Kind {
        switch try peek() {
        case 0x7B: return .object
        case 0x5B: return .array
        case 0x22: return .string
        case 0x2D, 0x30...0x39: return .number
        case 0x74, 0x66: return .bool
        case 0x6E: return .null
        default: throw error(.expectedValue)
        }
    }

    /// Enters an object; read its members with ``nextKey()``.
    @inlinable
    public mutating func beginObject() throws(JSONError) {
        try open(0x7B, orThrow: .notAnObject)
    }

    /// Enters an array; read its elements while ``nextElement()`` says `true`.
    @inlinable
    public mutating func beginArray() throws(JSONError) {
        try open(0x5B, orThrow: .notAnArray)
    }

    /// Moves to the value of the next member.
    /// - Returns: Where the raw bytes of its key are (without quotes, ``keyHasEscapes`` says whether they hold escapes),
    ///   or `nil` after the object was closed.
    @inlinable
    public mutating func nextKey() throws(JSONError) -> Range<Int>? {
        var byte = try peek()
        if byte == 0x7D, closes() { return nil }
        if isFresh {
            isFresh = false
        } else {
            guard byte == 0x2C else { throw error(.expectedCommaOrBrace) }
            position &+= 1
            byte = try peek()
        }
        guard byte == 0x22 else { throw error(.expectedKey) }
        let key = try scanStringBody()
        lastKeyHasEscapes = key.hasEscapes
        guard try peek() == 0x3A else { throw error(.expectedColon) }
        position &+= 1
        return key.range
    }

    /// Moves to the next element of an array.
    /// - Returns: `false` after the array was closed.
    @inlinable
    public mutating func nextElement() throws(JSONError) -> Bool {
        let byte = try peek()
        if byte == 0x5D, closes() { return false }
        if isFresh {
            isFresh = false
        } else {
            guard byte == 0x2C else { throw error(.expectedCommaOrBracket) }
            position &+= 1
            if try peek() == 0x5D { throw error(.expectedValue) }
        }
        return true
    }

    /// Checks that nothing but white space follows.
    @inlinable
    public mutating func finish() throws(JSONError) {
        skipWhitespace()
        guard isAtEnd else { throw error(.trailingContent) }
    }

    /// An error at the current place, or at `offset`.
    @usableFromInline
    @inline(never)
    package func error(_ code: JSONError.Code, at offset: Int? = nil) -> JSONError {
        let place = offset ?? self.offset
        return JSONError(place < bytes.count || code.kind == .tooLarge ? code : .unexpectedEnd, at: place, in: bytes)
    }

    /// Skips white space and returns the byte which follows without consuming it.
    @inlinable
    @inline(__always)
    mutating func peek() throws(JSONError) -> UInt8 {
        skipWhitespace()
        guard offset < bytes.count else { throw error(.unexpectedEnd) }
        return bytes[offset]
    }

    @inlinable
    @inline(__always)
    mutating func open(_ bracket: UInt8, orThrow code: JSONError.Code) throws(JSONError) {
        guard try peek() == bracket else { throw error(code) }
        guard depth < maximumDepth else { throw error(.tooDeep) }
        depth &+= 1
        position &+= 1
        isFresh = true
    }

    @inlinable
    @inline(__always)
    mutating func closes() -> Bool {
        position &+= 1
        depth &-= 1
        isFresh = false
        return true
    }
}

@available(*, unavailable)
extension JSONScanner: Sendable {}
