// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The fields of a header or trailer section, in order, repeated ones kept (RFC 9110 section 5).
///
/// All fields lie in one buffer: copying the value copies a reference, looking a field up compares bytes and allocates nothing.
public struct HTTPFields: Sendable {
    /// One record for each field: ``RecordHeader``, then name, gap and value as they stand on the wire.
    var storage: [UInt8]
    /// The number of fields.
    public private(set) var count: Int
    /// Whether a field was appended whose name or value may not be sent; encoders then look for it.
    private(set) var mayBeUnsendable: Bool

    /// Makes an empty list; owns no memory.
    public init() {
        self.storage = []
        self.count = 0
        self.mayBeUnsendable = false
    }

    /// Whether there is no field.
    public var isEmpty: Bool { count == 0 }

    /// Adds a field behind the others.
    ///
    /// Nothing is refused here: an encoder throws when a name is not a token or a value holds a control byte.
    /// Space around the value is dropped.
    public mutating func append(_ name: HTTPFieldName, _ value: String) {
        Self.withBytes(of: name.rawValue) { name in
            Self.withBytes(of: value) { value in
                append(name: name, value: value)
            }
        }
    }

    /// Replaces all fields of this name by one.
    public mutating func set(_ name: HTTPFieldName, _ value: String) {
        remove(name)
        append(name, value)
    }

    /// Removes all fields of this name.
    public mutating func remove(_ name: HTTPFieldName) {
        guard contains(name) else { return }
        var kept = HTTPFields()
        kept.mayBeUnsendable = mayBeUnsendable
        kept.storage.reserveCapacity(storage.count)
        Self.withBytes(of: name.rawValue) { name in
            forEachRecord { record in
                if !record.isNamed(name) { kept.append(record) }
                return true
            }
        }
        self = kept
    }

    /// Adds all fields of another list.
    public mutating func append(contentsOf other: HTTPFields) {
        storage.append(contentsOf: other.storage)
        count += other.count
        mayBeUnsendable = mayBeUnsendable || other.mayBeUnsendable
    }

    /// Adds a field whose bytes have been checked: `line` starts with the name and goes on to the end of the value.
    @inline(__always)
    mutating func appendChecked(_ line: UnsafeRawPointer, nameCount: Int, valueOffset: Int, valueCount: Int) {
        let header = RecordHeader(nameCount: nameCount, gap: valueOffset &- nameCount, valueCount: valueCount)
        Swift.withUnsafeBytes(of: header.bits) { storage.append(contentsOf: $0) }
        storage.append(line, count: valueOffset &+ valueCount)
        count &+= 1
    }

    /// Makes room for a section of about this many bytes.
    @inline(__always)
    mutating func reserve(_ bytes: Int) {
        storage.reserveCapacity(bytes)
    }

    private mutating func append(_ record: Record) {
        appendChecked(
            record.base + record.name.lowerBound,
            nameCount: record.name.count,
            valueOffset: record.value.lowerBound - record.name.lowerBound,
            valueCount: record.value.count
        )
    }

    private mutating func append(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
        let nameCount = Swift.min(name.count, RecordHeader.largestName)
        var trimmed = 0..<0
        if let base = value.baseAddress {
            trimmed = ByteScan.trimmed(base, from: 0, to: value.count)
            if ByteScan.firstControl(base, from: trimmed.lowerBound, to: trimmed.upperBound) != trimmed.upperBound {
                mayBeUnsendable = true
            }
        }
        if nameCount != name.count || trimmed.count > RecordHeader.largestValue { mayBeUnsendable = true }
        if let base = name.baseAddress {
            if !ByteScan.isToken(base, from: 0, to: nameCount) { mayBeUnsendable = true }
        } else {
            mayBeUnsendable = true
        }
        let header = RecordHeader(nameCount: nameCount, gap: 2, valueCount: trimmed.count)
        storage.reserveCapacity(storage.count + RecordHeader.size + nameCount + 2 + trimmed.count)
        Swift.withUnsafeBytes(of: header.bits) { storage.append(contentsOf: $0) }
        storage.append(contentsOf: UnsafeRawBufferPointer(rebasing: name[..<nameCount]))
        storage.append(": ")
        storage.append(contentsOf: UnsafeRawBufferPointer(rebasing: value[trimmed]))
        count += 1
    }

    /// Runs `body` over a string's bytes without allocating for native strings.
    @inline(__always)
    static func withBytes<Result>(of string: String, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let fast = string.utf8.withContiguousStorageIfAvailable { body(UnsafeRawBufferPointer($0)) }
        if let fast { return fast }
        var native = string
        return native.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }
}
