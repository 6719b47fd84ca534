// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSONScanner {
    /// Reads over one value of any kind, checking all of it.
    /// - Returns: Where its bytes are.
    @inlinable
    public mutating func skipValue() throws(JSONError) -> Range<Int> {
        skipWhitespace()
        let start = offset
        // One bit per open container, the lowest one is the innermost; set for objects.
        var containers: UInt128 = 0
        var open = 0
        value: while true {
            let byte = try peek()
            if byte == 0x7B || byte == 0x5B {
                guard depth &+ open < maximumDepth else { throw error(.tooDeep) }
                position &+= 1
                if try peek() == byte &+ 2 {  // "}" and "]" are two after "{" and "["
                    position &+= 1
                } else {
                    open &+= 1
                    containers = containers &<< 1 | (byte == 0x7B ? 1 : 0)
                    if byte == 0x7B { try skipKey() }
                    continue value
                }
            } else {
                try skipScalar(byte)
            }
            while open > 0 {
                let next = try peek()
                let isObject = containers & 1 == 1
                if next == 0x2C {
                    position &+= 1
                    if isObject { try skipKey() }
                    continue value
                }
                guard next == (isObject ? 0x7D : 0x5D) else {
                    throw error(isObject ? .expectedCommaOrBrace : .expectedCommaOrBracket)
                }
                position &+= 1
                open &-= 1
                containers = containers &>> 1
            }
            return start..<offset
        }
    }

    @inlinable
    mutating func skipKey() throws(JSONError) {
        guard try peek() == 0x22 else { throw error(.expectedKey) }
        _ = try scanStringBody()
        guard try peek() == 0x3A else { throw error(.expectedColon) }
        position &+= 1
    }

    @inlinable
    @inline(__always)
    mutating func skipScalar(_ byte: UInt8) throws(JSONError) {
        switch byte {
        case 0x22: _ = try scanStringBody()
        case 0x2D, 0x30...0x39: _ = try scanNumber()
        case 0x74: try scanLiteral("true")
        case 0x66: try scanLiteral("false")
        case 0x6E: try scanLiteral("null")
        default: throw error(.expectedValue)
        }
    }
}
