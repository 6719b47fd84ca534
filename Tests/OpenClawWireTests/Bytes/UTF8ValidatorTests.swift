// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

@Suite struct UTF8ValidatorTests {
    /// The classic sequences: valid ones at every boundary, then overlong forms, surrogates, too large, cut off, stray.
    static let valid = [
        "", "00", "7f", "c2 80", "df bf", "e0 a0 80", "ec bf bf", "ed 80 80", "ed 9f bf", "ee 80 80", "ef bf bf", "ef bf be",
        "f0 90 80 80", "f1 80 80 80", "f3 bf bf bf", "f4 80 80 80", "f4 8f bf bf", "ce ba e1 bd b9 cf 83 ce bc ce b5", "ef bb bf 61",
    ]
    static let invalid = [
        "80", "bf", "c0 80", "c0 af", "c1 bf", "e0 80 80", "e0 80 af", "e0 9f bf", "f0 80 80 80", "f0 80 80 af", "f0 8f bf bf",
        "f8 88 80 80 80", "f8 80 80 80 af", "fc 84 80 80 80 80", "fe", "ff", "fe fe ff ff", "ed a0 80", "ed ad bf", "ed ae 80", "ed bf bf",
        "ed a0 80 ed b0 80", "f4 90 80 80", "f5 80 80 80", "f7 bf bf bf", "c2", "e1 80", "f1 80 80", "e0 a0", "c2 41", "e1 80 41",
        "f1 80 80 41",
        "c2 c2 80", "61 80", "ce ba e1 bd b9 cf 83 ce bc ce b5 f4 90 80 80 65 64",
    ]

    private func isValid(_ pieces: [[UInt8]]) -> Bool {
        var validator = UTF8Validator()
        for piece in pieces where !piece.withUnsafeBytes({ validator.feed($0) }) { return false }
        return validator.isComplete
    }

    /// Behind ASCII of every length up to more than one fast step, so that each case meets each path.
    @Test(arguments: valid.map { ($0, true) } + invalid.map { ($0, false) })
    func tellsValidFromInvalid(_ hex: String, _ expected: Bool) {
        let sequence = [UInt8](hex: hex)
        for padding in [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 29, 30, 31, 32, 33] {
            let ascii = [UInt8](repeating: 0x61, count: padding)
            for bytes in [ascii + sequence, sequence + ascii, ascii + sequence + ascii] {
                for segmentation in Segmentation.all(of: bytes) where isValid(segmentation.pieces) != expected {
                    Issue.record("\(hex) with \(padding) ASCII bytes, \(segmentation)")
                    return
                }
            }
        }
    }

    /// All sequences of one, two and (by leads) three bytes agree with the standard library.
    @Test func agreesWithTheStandardLibrary() {
        func check(_ bytes: [UInt8]) -> Bool {
            bytes.withUnsafeBytes { UTF8Validator.isValid($0) } == (String(validating: bytes, as: UTF8.self) != nil)
        }
        var wrong: [[UInt8]] = []
        for first in UInt8.min...UInt8.max {
            if !check([first]) { wrong.append([first]) }
            for second in UInt8.min...UInt8.max where !check([first, second]) { wrong.append([first, second]) }
        }
        for first: UInt8 in [0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5] {
            for second in UInt8(0x70)...0xC5 {
                for third: UInt8 in [0x41, 0x7F, 0x80, 0xBF, 0xC0] {
                    for bytes in [[first, second, third], [first, second, third, 0x80], [first, second, third, 0x41]] where !check(bytes) {
                        wrong.append(bytes)
                    }
                }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test(arguments: [("f4 90", 2), ("e0 9f", 2), ("ed a0", 2), ("c0", 1), ("c1", 1), ("f5", 1), ("61 62 ff", 3)])
    func failsAtTheFirstWrongByte(_ hex: String, _ position: Int) {
        var validator = UTF8Validator()
        for (index, byte) in [UInt8](hex: hex).enumerated() {
            let isFine = [byte].withUnsafeBytes { validator.feed($0) }
            #expect(isFine == (index + 1 < position))
        }
    }
}
