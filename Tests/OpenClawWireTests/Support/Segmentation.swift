// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

/// One way to cut a byte stream into reads.
struct Segmentation: CustomStringConvertible {
    let description: String
    let pieces: [[UInt8]]

    /// Whole, byte by byte, and cut in two at every place; long inputs are cut at places spread over them.
    static func all(of bytes: [UInt8]) -> [Segmentation] {
        var all = [Segmentation(description: "whole", pieces: [bytes])]
        let step = bytes.count <= 4096 ? 1 : 509
        var pieces: [[UInt8]] = []
        for start in stride(from: 0, to: bytes.count, by: step) {
            pieces.append(Array(bytes[start..<min(start + step, bytes.count)]))
        }
        all.append(Segmentation(description: "\(step) at a time", pieces: pieces))
        for cut in cuts(bytes.count) {
            all.append(Segmentation(description: "cut at \(cut)", pieces: [Array(bytes[..<cut]), Array(bytes[cut...])]))
        }
        return all
    }

    private static func cuts(_ count: Int) -> [Int] {
        guard count > 1 else { return [] }
        guard count > 700 else { return Array(1..<count) }
        return Array(1..<40) + Array(stride(from: 40, to: count - 40, by: max(1, count / 40))) + Array(count - 40..<count)
    }
}

/// Checks that `read` sees the same in every segmentation of `bytes` as in the whole, and returns that.
func readEveryWay(
    _ bytes: [UInt8],
    sourceLocation: SourceLocation = #_sourceLocation,
    _ read: ([[UInt8]]) -> [String]
) -> [String] {
    let expected = read([bytes])
    for segmentation in Segmentation.all(of: bytes) {
        let seen = read(segmentation.pieces)
        if seen != expected {
            Issue.record("\(segmentation): \(seen) instead of \(expected)", sourceLocation: sourceLocation)
            break
        }
    }
    return expected
}

extension [UInt8] {
    /// The bytes of a text.
    init(text: String) { self = Array(text.utf8) }

    /// The bytes written in hexadecimal, blanks ignored.
    init(hex: String) {
        let digits = hex.filter { $0 != " " }.compactMap(\.hexDigitValue)
        self = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }

    /// The bytes as text, repaired.
    var text: String { String(decoding: self, as: UTF8.self) }

    /// The bytes in hexadecimal.
    var hex: String {
        map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

/// A small deterministic generator for randomised tables (an xorshift).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }
}
