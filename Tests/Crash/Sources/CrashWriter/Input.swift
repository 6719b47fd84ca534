// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The lines of the standard input, waited for on a thread of a pool.
struct Input {
    private let pool: BlockingPool
    private var buffer: [UInt8] = []

    init(_ pool: BlockingPool) { self.pool = pool }

    /// The lines that have come since the last call, at least one.
    mutating func lines() async throws -> [String] {
        while true {
            let chunk = await self.pool.run { Self.chunk() }
            guard !chunk.isEmpty else { throw Failure("the platform has gone") }
            self.buffer += chunk
            guard let end = self.buffer.lastIndex(of: 0x0A) else { continue }
            let text = String(decoding: self.buffer[..<end], as: UTF8.self)
            self.buffer.removeSubrange(...end)
            return text.split(separator: "\n").map(String.init)
        }
    }

    private static func chunk() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 1 << 16) { bytes, count in
            count = max(0, read(0, bytes.baseAddress, bytes.count))
        }
    }
}
