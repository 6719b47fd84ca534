// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes a snapshot: of the segments that are full it keeps the records of identities that are still held, under the name of the first.
struct LedgerCompaction {
    let layout: LedgerLayout
    let fileSystem: any FileSystem

    /// What became of the segments.
    struct Result: Sendable {
        var snapshot: LedgerSegment
        var keptRecords: Int
        var droppedRecords: Int
    }

    /// Replaces the segments by a snapshot. After a crash either all of them count or the snapshot does.
    /// - Parameter knows: which of some identities are still held.
    func run(_ segments: [LedgerSegment], through: UInt64, knows: ([MessageID]) -> [Bool]) throws(FileSystemError) -> Result {
        let temporary = self.layout.segment(segments[0].first) + ".tmp"
        if try self.fileSystem.status(temporary) != nil { try self.fileSystem.remove(temporary) }
        let file = try self.fileSystem.open(temporary, .update)
        var output = LedgerSegmentHeader(first: segments[0].first, through: through).bytes
        var end = 0
        var kept = 0
        var dropped = 0
        for segment in segments {
            let source = try self.fileSystem.open(segment.path, .read)
            let bytes = try source.read(at: 0, count: segment.byteCount)
            var failure: FileSystemError?
            _ = LedgerSegmentScan.run(bytes) { commit, ranges in
                guard failure == nil else { return }
                let held = knows(commit.map(\.record.identity))
                var last: Int?
                for index in commit.indices {
                    guard held[index] else {
                        dropped += 1
                        continue
                    }
                    kept += 1
                    last = output.count
                    output += bytes[ranges[index]]
                }
                if let last, held.last != true { Self.markEnd(&output, at: last) }
                guard output.count >= 4 << 20 else { return }
                do throws(FileSystemError) {
                    try file.write(output.span.bytes, at: end)
                    end += output.count
                    output.removeAll(keepingCapacity: true)
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
        }
        try file.write(output.span.bytes, at: end)
        end += output.count
        try file.synchronize()
        try self.fileSystem.rename(temporary, to: segments[0].path)
        try self.fileSystem.synchronizeDirectory(self.layout.directory)
        for segment in segments.dropFirst() { try self.fileSystem.remove(segment.path) }
        return Result(
            snapshot: LedgerSegment(path: segments[0].path, first: segments[0].first, byteCount: end),
            keptRecords: kept,
            droppedRecords: dropped
        )
    }

    /// Makes the frame at an offset the last of its commit.
    private static func markEnd(_ bytes: inout [UInt8], at offset: Int) {
        var frame = Array(bytes[offset...])
        frame[LedgerFrameWriter.headCount - 1] |= LedgerFrameWriter.endBit
        LedgerFrameWriter.seal(&frame)
        bytes.replaceSubrange(offset..., with: frame)
    }
}
