// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Cuts a byte stream into pieces of random size.
func randomPieces(_ bytes: [UInt8], largest: Int, using generator: inout SeededGenerator) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 1...largest, using: &generator))
        pieces.append(Array(piece))
        rest = rest.dropFirst(piece.count)
    }
    return pieces
}

/// Changes, removes, doubles or inserts a few bytes, mostly such as parsers care about.
func mutated(_ bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
    let telling = [UInt8](text: "\r\n\r\n \t:;,=0123456789abcdefx\"\\\u{0}\u{7F}") + [0x80, 0xBF, 0xC0, 0xFF, 0x88, 0x7E]
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        let byte = telling.randomElement(using: &generator) ?? 0
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[index] = byte
        case 1: bytes.insert(byte, at: index)
        case 2: bytes.remove(at: index)
        case 3: bytes.insert(bytes[index], at: index)
        default: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        }
    }
    return bytes
}
