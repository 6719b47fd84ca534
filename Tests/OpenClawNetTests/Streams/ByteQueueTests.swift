// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

@testable import OpenClawNet

@Suite struct ByteQueueTests {
    @Test func `bytes come out as they went in, through growth and consumption`() {
        var queue = ByteQueue()
        var expected: [UInt8] = []
        var generator = Splitmix(state: 42)
        for step in 0..<5000 {
            if generator.next() % 3 != 0 {
                let piece = (0..<Int(generator.next() % 200)).map { UInt8(truncatingIfNeeded: $0 + step) }
                queue.append(piece)
                expected += piece
            } else if !expected.isEmpty {
                let count = Int(generator.next() % UInt64(expected.count + 1))
                queue.consume(count)
                expected.removeFirst(count)
            }
            #expect(queue.count == expected.count)
        }
        #expect(Array(queue.readable) == expected)
    }

    @Test(arguments: [0, 1, 9, 10, 99, 100, 12_345, Int.max])
    func `numbers are written in decimal and hexadecimal`(number: Int) {
        var queue = ByteQueue()
        queue.append(decimal: number)
        queue.append("|")
        queue.append(hexadecimal: number)
        #expect(String(decoding: queue.readable, as: UTF8.self) == "\(number)|\(String(number, radix: 16))")
    }

    @Test(arguments: [0, 1, 125, 126, 127, 65_535, 65_536, 70_000])
    func `a text frame written in place has the shortest header and leaves what was before alone`(count: Int) {
        let payload = (0..<count).map { UInt8(97 + $0 % 26) }
        var direct = ByteQueue()
        direct.append("before")
        direct.appendTextFrame { $0.append(payload) }
        direct.append("after")
        var header: [UInt8]
        switch count {
        case ..<126: header = [0x81, UInt8(count)]
        case ..<65_536: header = [0x81, 126, UInt8(count >> 8), UInt8(count & 255)]
        default: header = [0x81, 127, 0, 0, 0, 0, 0, UInt8(count >> 16), UInt8(count >> 8 & 255), UInt8(count & 255)]
        }
        #expect(Array(direct.readable) == Array("before".utf8) + header + payload + Array("after".utf8))

        var known = ByteQueue()
        known.appendFrameHeader(.text, count: count)
        #expect(Array(known.readable) == header)
    }

    @Test func `pooled memory is given back when the queue is empty`() {
        let pool = ChunkPool()
        var queue = ByteQueue()
        queue.borrowChunk(pool)
        let chunk = queue.base
        queue.append("x")
        queue.returnChunk(pool)
        #expect(queue.base == chunk)
        queue.consume(1)
        queue.returnChunk(pool)
        #expect(queue.base == nil)
        #expect(pool.take() == chunk)
        chunk?.deallocate()
    }
}
