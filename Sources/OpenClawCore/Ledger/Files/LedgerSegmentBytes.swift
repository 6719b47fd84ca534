// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A segment as it was read, ready to be gone through.
struct LedgerSegmentBytes: Sendable {
    let header: LedgerSegmentHeader
    /// `nil` when it is plain.
    let cipher: LedgerSegmentCipher?
    let bytes: [UInt8]

    /// `nil` when there is no header.
    init?(_ bytes: [UInt8], path: String, encryption: WorkspaceEncryption?) throws(FileSystemError) {
        guard let header = LedgerSegmentHeader(bytes) else { return nil }
        self.header = header
        self.cipher = try header.cipher(path, encryption)
        self.bytes = bytes
    }

    /// Calls `visit` with every whole commit: its frames and the range of bytes of each.
    func scan(_ visit: (_ commit: [LedgerFrame], _ ranges: [Range<Int>]) -> Void) -> LedgerSegmentScan.Outcome {
        LedgerSegmentScan.run(self, visit)
    }

    /// A plain frame, from the range of bytes it has here.
    func plainFrame(_ range: Range<Int>) -> [UInt8]? {
        guard let cipher else { return Array(self.bytes[range]) }
        return cipher.openFrame(self.bytes[range], at: range.lowerBound)
    }
}
