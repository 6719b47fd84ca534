// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a segment does not follow on those before it: nothing that a crash or a compaction leaves.
enum LedgerBreak: Sendable, Hashable {
    /// Its header says that it begins with another position than its name.
    case misnamed(first: UInt64)
    /// These records are in no segment, and no snapshot stands for them.
    case missing(ClosedRange<UInt64>)

    /// Compares a segment with those before it; `nil` when it follows on them.
    /// - Parameters:
    ///   - header: how it begins.
    ///   - name: the position in its name.
    ///   - next: the position behind everything before it.
    init?(_ header: LedgerSegmentHeader, named name: UInt64, after next: UInt64) {
        if header.first != name {
            self = .misnamed(first: header.first)
        } else if name > next {
            self = .missing(next...(name - 1))
        } else {
            return nil
        }
    }

    /// What is wrong and what helps, for the segment at a path.
    func words(_ path: String, _ layout: LedgerLayout) -> String {
        switch self {
        case .misnamed(let first):
            "\(path) is the file that belongs at \(layout.segment(first)): give it that name back, or move it away when that file is there"
        case .missing(let positions):
            "\(Self.records(positions)) missing before \(path): restore the file \(layout.segment(positions.lowerBound)) from a backup, or make an empty file \(layout.loss(positions.lowerBound)) to go on without its messages"
        }
    }

    /// `records 4 to 9 are`, with what is said of them to follow.
    static func records(_ positions: ClosedRange<UInt64>) -> String {
        positions.count == 1 ? "record \(positions.lowerBound) is" : "records \(positions.lowerBound) to \(positions.upperBound) are"
    }
}
