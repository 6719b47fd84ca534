// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Goes through the whole commits of a segment.
struct LedgerSegmentScan {
    /// How a segment ends.
    struct Outcome: Sendable {
        /// Behind the last whole commit.
        var end: Int
        /// What stands there instead of zeros; `nil` when the segment ends cleanly.
        var damage: String?
        /// Whether something behind the damage proves that the damaged part was on the disk once.
        var isRotten = false
        /// How many records were passed.
        var records = 0
    }

    /// Calls `visit` with every whole commit: its frames and the range of bytes of each.
    static func run(
        _ segment: LedgerSegmentBytes,
        _ visit: (_ commit: [LedgerFrame], _ ranges: [Range<Int>]) -> Void
    ) -> Outcome {
        self.run(segment, single: { visit([$0], [$1]) }, several: visit)
    }

    /// Calls `single` with every whole commit of one frame, which most are, and `several` with every other.
    static func run(
        _ segment: LedgerSegmentBytes,
        single: (_ frame: LedgerFrame, _ range: Range<Int>) -> Void,
        several: (_ commit: [LedgerFrame], _ ranges: [Range<Int>]) -> Void
    ) -> Outcome {
        segment.bytes.withUnsafeBytes { buffer in
            var reader = LedgerFrameReader(buffer, from: segment.header.byteCount, cipher: segment.cipher)
            var outcome = Outcome(end: reader.offset)
            var commit: [LedgerFrame] = []
            var ranges: [Range<Int>] = []
            while true {
                let start = reader.offset
                switch reader.next() {
                case .frame(let frame):
                    if frame.endsCommit, commit.isEmpty {
                        outcome.records += 1
                        single(frame, start..<reader.offset)
                        outcome.end = reader.offset
                        continue
                    }
                    commit.append(frame)
                    ranges.append(start..<reader.offset)
                    guard frame.endsCommit else { continue }
                    outcome.records += commit.count
                    several(commit, ranges)
                    commit.removeAll(keepingCapacity: true)
                    ranges.removeAll(keepingCapacity: true)
                    outcome.end = reader.offset
                case .end:
                    if !commit.isEmpty { outcome.damage = "the end of a commit is missing" }
                    if let place = buffer.firstNonZero(from: start) {
                        outcome.damage = outcome.damage ?? "records are missing before byte \(place)"
                        outcome.isRotten = Self.hasProof(buffer, from: start, segment.cipher)
                    }
                    return outcome
                case .damaged(let what):
                    outcome.damage = what
                    outcome.isRotten = Self.hasProof(buffer, from: start + 1, segment.cipher)
                    return outcome
                case .altered:
                    outcome.damage = "a record was altered, moved or comes from another file"
                    outcome.isRotten = true
                    return outcome
                }
            }
        }
    }

    /// Looks for a whole frame that says that everything before it was on the disk when it was written.
    private static func hasProof(_ buffer: UnsafeRawBufferPointer, from start: Int, _ cipher: LedgerSegmentCipher?) -> Bool {
        var offset = start
        while offset + LedgerFrameWriter.headCount <= buffer.count {
            // A frame's mark is behind its length, checksum, position, epoch and time.
            if buffer[offset + 32] & LedgerFrameWriter.proofBit != 0 {
                var reader = LedgerFrameReader(buffer, from: offset, cipher: cipher)
                switch reader.next() {
                case .frame, .altered: return true
                case .end, .damaged: break
                }
            }
            offset += 1
        }
        return false
    }
}
