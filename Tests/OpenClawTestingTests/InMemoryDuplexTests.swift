// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@Suite("InMemoryDuplex")
struct InMemoryDuplexTests {
    static let segmentations: [Segmentation] = [.asAvailable, .byteByByte, .sizes([1, 7, 3]), .random(seed: 1), .random(seed: 2, maximum: 5)]

    @Test("Bytes arrive in order and complete, however they are cut", arguments: segmentations)
    func order(segmentation: Segmentation) async throws {
        let (left, right) = InMemoryDuplex.makePair(segmentation: segmentation, capacity: 50)
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        async let sending: Void = {
            try await left.send(bytes)
            left.closeSending()
        }()
        var received: [UInt8] = []
        while let piece = try await right.receive() {
            #expect(!piece.isEmpty)
            received += piece
        }
        try await sending
        #expect(received == bytes)
    }

    @Test("Pieces have the sizes that were asked for")
    func sizes() async throws {
        let (left, right) = InMemoryDuplex.makePair(segmentation: .sizes([2, 3]))
        try await left.send([1, 2, 3, 4, 5, 6, 7])
        left.closeSending()
        var pieces: [[UInt8]] = []
        while let piece = try await right.receive() { pieces.append(piece) }
        #expect(pieces == [[1, 2], [3, 4, 5], [6, 7]])
    }

    @Test("Both directions are open until they are closed")
    func directions() async throws {
        let (left, right) = InMemoryDuplex.makePair()
        try await left.send([1])
        try await right.send([2])
        #expect(try await right.receive() == [1])
        #expect(try await left.receive() == [2])
        left.close()
        #expect(try await right.receive() == nil)
        await #expect(throws: InMemoryDuplexError.closed) { try await right.send([3]) }
    }

    @Test("A cancelled reader stops waiting")
    func cancellation() async {
        let (left, right) = InMemoryDuplex.makePair()
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await right.receive() }
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.next() }
        }
        left.close()
    }
}
