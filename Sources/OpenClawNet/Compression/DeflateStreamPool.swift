// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Compressors and decompressors without memory of earlier messages, shared by many connections.
final class DeflateStreamPool: Sendable {
    private struct Kept: @unchecked Sendable {
        // Every stream in here is owned by the pool alone until it is taken out.
        var deflaters: [Int: [DeflateStream]] = [:]
        var inflaters: [InflateStream] = []
    }

    private let level: Int
    private let limit: Int
    private let kept = Mutex(Kept())

    /// Creates a pool that keeps up to `limit` streams of each kind.
    init(level: Int, limit: Int) {
        self.level = level
        self.limit = limit
    }

    /// Lends a fresh compressor.
    func withDeflater<Result>(windowBits: Int, _ body: (DeflateStream) -> Result) -> Result {
        let stream = kept.withLock { $0.deflaters[windowBits]?.popLast() } ?? DeflateStream(windowBits: windowBits, level: level)
        let result = body(stream)
        stream.reset()
        kept.withLock { kept in
            if kept.deflaters[windowBits, default: []].count < limit { kept.deflaters[windowBits, default: []].append(stream) }
        }
        return result
    }

    /// Lends a fresh decompressor for any window.
    func withInflater<Result>(_ body: (InflateStream) -> Result) -> Result {
        let stream = kept.withLock { $0.inflaters.popLast() } ?? InflateStream(windowBits: 15)
        let result = body(stream)
        stream.reset()
        kept.withLock { kept in
            if kept.inflaters.count < limit { kept.inflaters.append(stream) }
        }
        return result
    }
}
