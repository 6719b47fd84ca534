// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension OutboundMessage {
    /// What the ledger keeps so that the message can be sent after a restart.
    var payload: [UInt8] {
        var writer = JSONWriter(reservingCapacity: 256)
        writer.beginObject()
        writer.field("account", self.account.rawValue)
        writer.field("kind", self.peer.kind.rawValue)
        writer.field("peer", self.peer.id)
        writer.fieldIfPresent("thread", self.threadID)
        writer.field("text", self.text)
        writer.fieldIfPresent("replyTo", self.replyToID)
        writer.fieldIfPresent("session", self.sessionKey?.rawValue)
        if !self.attachments.isEmpty { writer.field("attachments", .array(self.attachments.map(\.json))) }
        writer.endObject()
        return writer.finish()
    }

    /// Makes the message of a delivery again; `nil` when the ledger does not hold what it needs.
    init?(_ delivery: LedgerEntry.Delivery) {
        guard let json = try? JSONValue(parsing: delivery.payload),  // What cannot be read is given up with a stated reason.
            let peer = json["peer"]?.stringValue, let text = json["text"]?.stringValue
        else { return nil }
        self.init(
            deliveryID: delivery.id,
            account: AccountID(json["account"]?.stringValue ?? AccountID.default.rawValue),
            peer: Peer(kind: ChatType(rawValue: json["kind"]?.stringValue ?? "direct"), id: peer),
            threadID: json["thread"]?.stringValue,
            text: text,
            attachments: json["attachments"]?.arrayValue?.map { ContentBlock(json: $0) } ?? [],
            replyToID: json["replyTo"]?.stringValue,
            sessionKey: json["session"]?.stringValue.map { SessionKey($0) }
        )
    }
}
