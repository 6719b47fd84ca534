// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes a snapshot: of the segments that are full it keeps the records of identities that are still held, under the name of the first.
struct LedgerCompaction {
    let layout: LedgerLayout
    let fileSystem: any FileSystem
    let encryption: WorkspaceEncryption?

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
        let cipher: LedgerSegmentCipher?
        var output: [UInt8]
        do throws(EncryptionError) {
            cipher = try LedgerSegmentCipher.make(self.encryption)
            output = try LedgerSegmentHeader(first: segments[0].first, through: through, cipher: cipher).bytes
        } catch {
            throw .encryption(error, temporary)
        }
        var end = 0
        var kept = 0
        var dropped = 0
        for segment in segments {
            let source = try self.fileSystem.open(segment.path, .read)
            let bytes = try source.read(at: 0, count: segment.byteCount)
            guard let contents = try LedgerSegmentBytes(bytes, path: segment.path, encryption: self.encryption) else {
                throw FileSystemError(.altered, operation: "read", path: segment.path, detail: "it has no header any more")
            }
            var failure: FileSystemError?
            let outcome = contents.scan { commit, ranges in
                guard failure == nil else { return }
                let held = knows(commit.map(\.record.identity))
                var frames: [UInt8] = []
                var last: Int?
                for index in commit.indices {
                    guard held[index], let frame = contents.plainFrame(ranges[index]) else {
                        dropped += 1
                        continue
                    }
                    kept += 1
                    last = frames.count
                    frames += frame
                }
                guard let last else { return }
                frames[last + LedgerFrameWriter.headCount - 1] |= LedgerFrameWriter.endBit
                do throws(FileSystemError) {
                    output += try Self.sealed(frames, cipher, at: end + output.count, temporary)
                    guard output.count >= 4 << 20 else { return }
                    try file.write(output.span.bytes, at: end)
                    end += output.count
                    output.removeAll(keepingCapacity: true)
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
            if outcome.isRotten { throw .altered(segment.path, at: outcome.end) }
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

    /// Frames as they are to stand at an offset: encrypted where that is asked for, with their checksums.
    static func sealed(
        _ frames: [UInt8],
        _ cipher: LedgerSegmentCipher?,
        at offset: Int,
        _ path: String
    ) throws(FileSystemError) -> [UInt8] {
        var frames = frames
        do throws(EncryptionError) {
            if let cipher { frames = try cipher.seal(frames, at: offset) }
        } catch {
            throw .encryption(error, path)
        }
        LedgerFrameWriter.seal(&frames)
        return frames
    }
}
