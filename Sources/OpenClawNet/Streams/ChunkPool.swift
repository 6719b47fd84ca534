// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Pieces of memory of one size which wait for reuse. One pool belongs to one loop.
final class ChunkPool {
    /// The size of a piece in bytes.
    static let chunkBytes = 8 * 1024
    private static let kept = 128

    @exclusivity(unchecked) private var chunks: [UnsafeMutableRawPointer] = []

    init() {}

    deinit {
        for chunk in chunks { chunk.deallocate() }
    }

    func take() -> UnsafeMutableRawPointer {
        chunks.popLast() ?? .allocate(byteCount: Self.chunkBytes, alignment: 16)
    }

    func give(_ chunk: UnsafeMutableRawPointer) {
        if chunks.count < Self.kept {
            chunks.append(chunk)
        } else {
            chunk.deallocate()
        }
    }
}
