// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSONWriter {
    /// Writes a string.
    @inlinable
    public mutating func string(_ value: String) {
        appendQuoted(value)
        needsComma = true
    }

    /// Writes a string given as UTF-8, which is escaped but not validated.
    @inlinable
    public mutating func string(utf8 value: UnsafeRawBufferPointer) {
        appendQuoted(value)
        needsComma = true
    }

    @inlinable
    mutating func appendQuoted(_ value: String) {
        var value = value
        value.withUTF8 { appendQuoted(UnsafeRawBufferPointer($0)) }
    }

    /// Writes the comma which may be due and a string with its quotes.
    @inlinable
    mutating func appendQuoted(_ value: UnsafeRawBufferPointer) {
        var clean = 0
        append(upTo: value.count &+ 3) { [needsComma] room in
            let place = JSONWriter.put(0x2C, in: room, at: 0, if: needsComma) &+ 1
            room[place &- 1] = 0x22
            clean = JSONBytes.copyUntilEscape(from: value, to: UnsafeMutableRawBufferPointer(rebasing: room[place...]))
            room[place &+ clean] = 0x22
            return place &+ clean &+ (clean == value.count ? 1 : 0)
        }
        if clean < value.count { appendEscaping(value, from: clean) }
    }

    /// Writes the rest of a string which needs an escape at `start`, and the closing quote.
    @usableFromInline
    @inline(never)
    mutating func appendEscaping(_ value: UnsafeRawBufferPointer, from start: Int) {
        var place = start
        while place < value.count {
            let byte = value[place]
            append(upTo: 6) { JSONWriter.escape(byte, into: $0) }
            let rest = UnsafeRawBufferPointer(rebasing: value[(place + 1)...])
            var clean = 0
            append(upTo: rest.count) { room in
                clean = JSONBytes.copyUntilEscape(from: rest, to: room)
                return clean
            }
            place += 1 + clean
        }
        append(0x22)
    }

    private static func escape(_ byte: UInt8, into room: UnsafeMutableRawBufferPointer) -> Int {
        room[0] = 0x5C
        switch byte {
        case 0x22, 0x5C: room[1] = byte
        case 0x08: room[1] = 0x62
        case 0x09: room[1] = 0x74
        case 0x0A: room[1] = 0x6E
        case 0x0C: room[1] = 0x66
        case 0x0D: room[1] = 0x72
        default:
            room[1] = 0x75
            room[2] = 0x30
            room[3] = 0x30
            room[4] = 0x30 + (byte >> 4)
            room[5] = byte & 15 < 10 ? 0x30 + (byte & 15) : 0x57 + (byte & 15)
            return 6
        }
        return 2
    }
}
