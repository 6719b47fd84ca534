// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Encodes records as frames of a segment (Docs/Ledger.md).
///
/// A frame is `length (4) · CRC-32C of the rest (4) · position (8) · epoch (8) · time (8) · kind, with bit 7 on the last of a commit and bit 6 on the
/// first of a batch whose forerunners are durable (1) ·
/// fields`, all numbers little-endian. Fields are byte strings behind a length of one to five bytes (LEB128).
/// Position and checksum are filled in later: records are encoded before their place is known, and checksums are the writer's work.
struct LedgerFrameWriter {
    private(set) var bytes: [UInt8] = []

    /// The bytes of a frame before its fields.
    static let headCount = 33
    /// The bit of the kind that stands on the last frame of a commit.
    static let endBit: UInt8 = 0x80
    /// The bit of the kind that says: everything before this frame was durable when it was written.
    static let proofBit: UInt8 = 0x40

    /// The frames of one commit.
    static func encode(_ records: [LedgerRecord], epoch: Epoch) -> [UInt8] {
        var writer = LedgerFrameWriter()
        for (index, record) in records.enumerated() { writer.add(record, epoch: epoch, endsCommit: index == records.count - 1) }
        return writer.bytes
    }

    /// The frame of a commit of one record.
    static func encode(_ record: LedgerRecord, epoch: Epoch) -> [UInt8] {
        var writer = LedgerFrameWriter()
        writer.add(record, epoch: epoch, endsCommit: true)
        return writer.bytes
    }

    mutating func add(_ record: LedgerRecord, epoch: Epoch, endsCommit: Bool) {
        let start = self.bytes.count
        self.bytes.reserveCapacity(start + 192 + record.kind.payloadCount)
        for _ in 0..<16 { self.bytes.append(0) }
        self.fixed(epoch.rawValue)
        self.fixed(UInt64(bitPattern: record.timestamp.milliseconds))
        self.bytes.append(record.kind.number | (endsCommit ? Self.endBit : 0))
        self.field(record.identity.channel.rawValue)
        self.field(record.identity.account.rawValue)
        self.field(record.identity.event)
        self.field(record.reason ?? "")
        self.fields(of: record.kind)
        let length = UInt32(self.bytes.count - start - 8)
        for byte in 0..<4 { self.bytes[start + byte] = UInt8(truncatingIfNeeded: length >> (8 * UInt32(byte))) }
    }

    private mutating func fields(of kind: LedgerRecord.Kind) {
        switch kind {
        case .accepted(let runID, let sessionKey, let agentID, let payload):
            self.field(runID.rawValue)
            self.field(sessionKey.rawValue)
            self.field(agentID.rawValue)
            self.field(payload)
        case .task(let payload), .slot(let payload):
            self.field(payload)
        case .request(let digest, let payload):
            self.field(digest)
            self.field(payload)
        case .claimed:
            break
        case .completed(let status, let summary, let result):
            self.field(status)
            self.bytes.append(summary == nil ? 0 : 1)
            if let summary { self.field(summary) }
            self.field(result)
        case .intent(let id, let channel, let payload):
            self.field(id)
            self.field(channel.rawValue)
            self.field(payload)
        case .sending(let id, let attempt):
            self.field(id)
            self.variable(UInt32(clamping: attempt))
        case .receipt(let id, let text), .unknown(let id, let text), .undeliverable(let id, let text):
            self.field(id)
            self.field(text)
        }
    }

    private mutating func fixed(_ value: UInt64) {
        withUnsafeBytes(of: value.littleEndian) { self.bytes.append(contentsOf: $0) }
    }

    private mutating func variable(_ value: UInt32) {
        var rest = value
        while rest >= 0x80 {
            self.bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        self.bytes.append(UInt8(rest))
    }

    private mutating func field(_ text: String) {
        self.variable(UInt32(clamping: text.utf8.count))
        self.bytes.append(contentsOf: text.utf8)
    }

    private mutating func field(_ value: [UInt8]) {
        self.variable(UInt32(clamping: value.count))
        self.bytes.append(contentsOf: value)
    }

    // MARK: Finishing

    /// Gives the frames of one commit their positions, beginning with `first`.
    static func number(_ bytes: inout [UInt8], first: UInt64) {
        bytes.withUnsafeMutableBytes { buffer in
            var offset = 0
            var position = first
            while offset < buffer.count {
                buffer.storeBytes(of: position.littleEndian, toByteOffset: offset + 8, as: UInt64.self)
                position += 1
                offset += 8 + Int(UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
            }
        }
    }

    /// Fills in the checksums.
    static func seal(_ bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let length = Int(UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
                let crc = CRC32C.checksum(UnsafeRawBufferPointer(rebasing: buffer[(offset + 8)..<(offset + 8 + length)]))
                buffer.storeBytes(of: crc.littleEndian, toByteOffset: offset + 4, as: UInt32.self)
                offset += 8 + length
            }
        }
    }
}

extension LedgerRecord.Kind {
    /// The kind's number in a frame.
    var number: UInt8 {
        switch self {
        case .accepted: 1
        case .task: 2
        case .slot: 3
        case .request: 4
        case .claimed: 5
        case .completed: 6
        case .intent: 7
        case .sending: 8
        case .receipt: 9
        case .unknown: 10
        case .undeliverable: 11
        }
    }
}
