// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSONWriter {
    /// Writes a string.
    @inlinable
    public mutating func string(_ value: String) {
        separate()
        appendQuoted(value)
        needsComma = true
    }

    /// Writes a string given as UTF-8, which is escaped but not validated.
    @inlinable
    public mutating func string(utf8 value: UnsafeRawBufferPointer) {
        separate()
        appendQuoted(value)
        needsComma = true
    }

    @inlinable
    mutating func appendQuoted(_ value: String) {
        var value = value
        value.withUTF8 { appendQuoted(UnsafeRawBufferPointer($0)) }
    }

    @inlinable
    mutating func appendQuoted(_ value: UnsafeRawBufferPointer) {
        bytes.append(0x22)
        let escape = JSONBytes.firstEscape(in: value, from: 0)
        if escape == value.count {
            bytes.append(contentsOf: value)
        } else {
            appendEscaping(value, firstEscape: escape)
        }
        bytes.append(0x22)
    }

    @usableFromInline
    @inline(never)
    mutating func appendEscaping(_ value: UnsafeRawBufferPointer, firstEscape: Int) {
        var start = 0
        var escape = firstEscape
        bytes.reserveCapacity(max(bytes.capacity, bytes.count + value.count + 16))
        while true {
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: value[start..<escape]))
            guard escape < value.count else { return }
            appendEscape(value[escape])
            start = escape + 1
            escape = JSONBytes.firstEscape(in: value, from: start)
        }
    }

    private mutating func appendEscape(_ byte: UInt8) {
        bytes.append(0x5C)
        switch byte {
        case 0x22, 0x5C: bytes.append(byte)
        case 0x08: bytes.append(0x62)
        case 0x09: bytes.append(0x74)
        case 0x0A: bytes.append(0x6E)
        case 0x0C: bytes.append(0x66)
        case 0x0D: bytes.append(0x72)
        default:
            let digits: StaticString = "0123456789abcdef"
            bytes.append(0x75)
            bytes.append(0x30)
            bytes.append(0x30)
            digits.withUTF8Buffer { digits in
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            }
        }
    }
}
