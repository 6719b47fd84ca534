// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads the frames of a segment one after the other, out of bytes that may be torn, lost or damaged.
struct LedgerFrameReader {
    /// What stands at an offset.
    enum Step {
        /// A whole frame; the reader stands behind it.
        case frame(LedgerFrame)
        /// Nothing was written here: a length of zero, or the end of the bytes.
        case end
        /// Something that is no whole frame.
        case damaged(String)
        /// A whole frame that was not written here: no crash leaves one.
        case altered
    }

    private let bytes: UnsafeRawBufferPointer
    private let cipher: LedgerSegmentCipher?
    /// Where the reader stands.
    private(set) var offset: Int

    /// The largest frame that is believed.
    static let maximumLength = 256 << 20

    init(_ bytes: UnsafeRawBufferPointer, from offset: Int, cipher: LedgerSegmentCipher? = nil) {
        self.bytes = bytes
        self.cipher = cipher
        self.offset = offset
    }

    /// Reads what stands at the offset.
    mutating func next() -> Step {
        guard self.offset + 8 <= self.bytes.count else {
            return self.bytes[self.offset...].allSatisfy({ $0 == 0 }) ? .end : .damaged("the beginning of a record is cut off")
        }
        let length = Int(UInt32(littleEndian: self.bytes.loadUnaligned(fromByteOffset: self.offset, as: UInt32.self)))
        let checksum = UInt32(littleEndian: self.bytes.loadUnaligned(fromByteOffset: self.offset + 4, as: UInt32.self))
        if length == 0, checksum == 0 { return .end }
        guard length >= LedgerFrameWriter.headCount - 8, length <= Self.maximumLength else {
            return .damaged("a record of \(length) bytes cannot be")
        }
        let end = self.offset + 8 + length
        guard end <= self.bytes.count else { return .damaged("a record of \(length) bytes is cut off") }
        let body = UnsafeRawBufferPointer(rebasing: self.bytes[(self.offset + 8)..<end])
        guard CRC32C.checksum(body) == checksum else { return .damaged("the checksum of a record is wrong") }
        if let cipher {
            guard let plain = cipher.open(body, at: self.offset) else { return .altered }
            guard let frame = plain.withRawBytes({ Self.decode($0) }) else { return .altered }
            self.offset = end
            return .frame(frame)
        }
        guard let frame = Self.decode(body) else { return .damaged("a record of an unknown kind or form") }
        self.offset = end
        return .frame(frame)
    }

    private static func decode(_ body: UnsafeRawBufferPointer) -> LedgerFrame? {
        var fields = LedgerFieldReader(body, from: LedgerFrameWriter.headCount - 8)
        let mark = body[24]
        guard let channel = fields.text(), let account = fields.text(), let event = fields.text(), let reason = fields.text(),
            let kind = self.kind(mark & 0x3F, &fields), fields.isAtEnd
        else { return nil }
        return LedgerFrame(
            position: UInt64(littleEndian: body.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
            epoch: Epoch(UInt64(littleEndian: body.loadUnaligned(fromByteOffset: 8, as: UInt64.self))),
            endsCommit: mark & LedgerFrameWriter.endBit != 0,
            record: LedgerRecord(
                identity: MessageID(channel: ChannelID(channel), account: AccountID(account), event: event),
                timestamp: Timestamp(
                    milliseconds: Int64(bitPattern: UInt64(littleEndian: body.loadUnaligned(fromByteOffset: 16, as: UInt64.self)))
                ),
                kind: kind,
                reason: reason.isEmpty ? nil : reason
            )
        )
    }

    private static func kind(_ number: UInt8, _ fields: inout LedgerFieldReader) -> LedgerRecord.Kind? {
        switch number {
        case 1:
            guard let runID = fields.text(), let key = fields.text(), let agent = fields.text(), let payload = fields.bytes() else {
                return nil
            }
            return .accepted(runID: RunID(runID), sessionKey: SessionKey(key), agentID: AgentID(agent), payload: payload)
        case 2: return fields.bytes().map { .task(payload: $0) }
        case 3: return fields.bytes().map { .slot(payload: $0) }
        case 4:
            guard let digest = fields.bytes(), let payload = fields.bytes() else { return nil }
            return .request(digest: digest, payload: payload)
        case 5: return .claimed
        case 6:
            guard let status = fields.text(), let hasSummary = fields.byte() else { return nil }
            var summary: String?
            if hasSummary == 1 {
                guard let text = fields.text() else { return nil }
                summary = text
            }
            return fields.bytes().map { .completed(status: status, summary: summary, result: $0) }
        case 7:
            guard let id = fields.text(), let channel = fields.text(), let payload = fields.bytes() else { return nil }
            return .intent(deliveryID: id, channel: ChannelID(channel), payload: payload)
        case 8:
            guard let id = fields.text(), let attempt = fields.number() else { return nil }
            return .sending(deliveryID: id, attempt: attempt)
        case 9, 10, 11:
            guard let id = fields.text(), let text = fields.text() else { return nil }
            switch number {
            case 9: return .receipt(deliveryID: id, messageID: text)
            case 10: return .unknown(deliveryID: id, reason: text)
            default: return .undeliverable(deliveryID: id, reason: text)
            }
        default: return nil
        }
    }
}
