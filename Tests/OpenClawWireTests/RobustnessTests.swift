// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

/// Damaged input may be refused, but never read differently because it arrived in other pieces.
@Suite struct RobustnessTests {
    static let seeds: [UInt64] = (1...12).map { $0 &* 0x9E37_79B9_7F4A_7C15 }

    private func check(_ seed: UInt64, _ samples: [[UInt8]], _ read: ([[UInt8]]) -> [String]) {
        var generator = SeededGenerator(seed: seed)
        for sample in samples {
            for _ in 0..<6 {
                let input = mutated(sample, using: &generator)
                let expected = read([input])
                for largest in [1, 3, 17, 64] {
                    let seen = read(randomPieces(input, largest: largest, using: &generator))
                    if seen != expected {
                        Issue.record("seed \(seed), input \(input.hex): \(seen) instead of \(expected)")
                        return
                    }
                }
            }
        }
    }

    @Test(arguments: seeds) func requests(_ seed: UInt64) {
        let tight = HTTPLimits(startLineBytes: 24, headerBytes: 80, fieldBytes: 40, fieldCount: 3, bodyBytes: 12)
        let samples = HTTPRequestParserTests.cases.map { [UInt8](text: $0.input) }
        check(seed, samples) { requestTranscript($0) }
        check(seed, samples) { requestTranscript($0, limits: tight) }
    }

    @Test(arguments: seeds) func responses(_ seed: UInt64) {
        check(seed, HTTPResponseParserTests.cases.map { [UInt8](text: $0.input) }) {
            responseTranscript($0, to: [.get, .head, .get], finishes: true)
        }
    }

    @Test(arguments: seeds) func frames(_ seed: UInt64) {
        typealias Tables = WebSocketMachineTests
        let samples = [Tables.framing, Tables.pings, Tables.fragmentation, Tables.text, Tables.closing, Tables.compression]
            .flatMap { $0 }.map(\.frames)
        check(seed, samples) { frameTranscript($0) }
        check(seed, samples) { frameTranscript($0, role: .client, limit: 100, allowsCompression: true) }
    }

    @Test(arguments: seeds) func eventStreams(_ seed: UInt64) {
        check(seed, ServerSentEventParserTests.cases.map(\.input)) { ServerSentEventParserTests.read($0, line: 30, event: 40) }
    }

    @Test(arguments: seeds) func text(_ seed: UInt64) {
        let samples = ["größe 漢字 🦞 and a long run of plain ASCII letters behind it", "漢字仮名交じり文", "🦞🦞🦞🦞"].map { [UInt8](text: $0) }
        check(seed, samples) { pieces in
            var validator = UTF8Validator()
            for piece in pieces where !piece.withUnsafeBytes({ validator.feed($0) }) { return ["false"] }
            return ["\(validator.isComplete)"]
        }
        var generator = SeededGenerator(seed: seed)
        for sample in samples {
            for _ in 0..<100 {
                let input = mutated(sample, using: &generator)
                #expect(input.withUnsafeBytes { UTF8Validator.isValid($0) } == (String(validating: input, as: UTF8.self) != nil))
            }
        }
    }

    /// A target is refused or has one reading, and that reading stays the same when it is encoded and read again.
    @Test(arguments: seeds) func targets(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for sample in ["/a/b/../c?x=1", "/%61/%2e%2e/%C3%A4//b/./", "http://host:80/a%20b?y"] {
            for _ in 0..<200 {
                guard let text = String(validating: mutated([UInt8](text: sample), using: &generator), as: UTF8.self) else { continue }
                guard let target = try? URLTarget(text), target.path != "*" else { continue }
                #expect(target.path.utf8.first == 0x2F)
                // A slash with a combining mark behind it is one character of the string, but still a slash of the path.
                let segments = target.path.utf8.split(separator: 0x2F, omittingEmptySubsequences: false).map { String($0) ?? "" }
                #expect(!segments.dropFirst().dropLast().contains(""))
                #expect(!segments.contains { $0 == "." || $0 == ".." })
                let encoded = segments.map(PercentEncoding.encode).joined(separator: "/")
                let again = try? URLTarget(encoded)
                #expect(again?.path == target.path)
            }
        }
    }
}
