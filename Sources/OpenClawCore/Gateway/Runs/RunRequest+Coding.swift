// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension RunRequest {
    /// What the ledger keeps so that the turn can be run after a restart.
    var payload: [UInt8] {
        var writer = JSONWriter(reservingCapacity: 256)
        writer.beginObject()
        writer.key("message")
        self.message.write(to: &writer)
        if !self.earlier.isEmpty {
            writer.key("earlier")
            writer.beginArray()
            for message in self.earlier { message.write(to: &writer) }
            writer.endArray()
        }
        writer.fieldIfPresent("extraSystemPrompt", self.extraSystemPrompt)
        if self.reader != nil { writer.field("followed", true) }
        writer.fieldIfPresent("resetTrigger", self.resetTrigger)
        if let timeout { writer.field("timeoutMs", timeout.wholeMilliseconds) }
        if let burst { writer.field("burst", burst.rawValue) }
        if let origin {
            writer.key("origin")
            writer.beginObject()
            writer.field("kind", origin.peer.kind.rawValue)
            writer.field("peer", origin.peer.id)
            writer.field("sender", origin.senderID)
            writer.fieldIfPresent("thread", origin.threadID)
            writer.endObject()
        }
        writer.endObject()
        return writer.finish()
    }

    /// Makes the request of an open message again; `nil` when the ledger does not hold what it needs.
    convenience init?(_ entry: LedgerEntry) {
        guard case .accepted(let runID, let sessionKey, let agentID, let payload) = entry.opening,
            let json = try? JSONValue(parsing: payload),  // What cannot be read ends with a stated outcome.
            let message = json["message"].flatMap({ ChatMessage(json: $0) })
        else { return nil }
        let burst = json["burst"]?.stringValue.flatMap(BurstRole.init(rawValue:))
        self.init(
            runID: runID,
            identity: entry.identity,
            sessionKey: sessionKey,
            agentID: agentID,
            message: message,
            earlier: json["earlier"]?.arrayValue?.compactMap { ChatMessage(json: $0) } ?? [],
            extraSystemPrompt: json["extraSystemPrompt"]?.stringValue,
            timeout: json["timeoutMs"]?.intValue.map { .milliseconds($0) },
            origin: json["origin"].flatMap { Self.origin($0, identity: entry.identity, text: message.text) },
            resetTrigger: json["resetTrigger"]?.stringValue,
            burst: burst,
            wasFollowed: json["followed"]?.boolValue ?? false,
            isResumed: true
        )
    }

    private static func origin(_ json: JSONValue, identity: MessageID, text: String) -> InboundMessage? {
        guard let peer = json["peer"]?.stringValue else { return nil }
        return InboundMessage(
            id: identity,
            peer: Peer(kind: ChatType(rawValue: json["kind"]?.stringValue ?? "direct"), id: peer),
            text: text,
            senderID: json["sender"]?.stringValue,
            threadID: json["thread"]?.stringValue
        )
    }

    /// The transcript's name of the message: the same whenever the turn is run.
    func messageEntryID(acceptedAt: Timestamp) -> String { self.fingerprint(UInt8(ascii: "u"), acceptedAt) }

    /// The transcript's name of the answer.
    func answerEntryID(acceptedAt: Timestamp) -> String { self.fingerprint(UInt8(ascii: "a"), acceptedAt) }

    /// A letter, and FNV-1a of the identity and the moment it was accepted, in base 36.
    private func fingerprint(_ letter: UInt8, _ acceptedAt: Timestamp) -> String {
        var hash = FNV1a()
        hash.add(self.identity.channel.rawValue)
        hash.add(0)
        hash.add(self.identity.account.rawValue)
        hash.add(0)
        hash.add(self.identity.event)
        hash.add(0)
        var time = UInt64(bitPattern: acceptedAt.milliseconds)
        for _ in 0..<8 {
            hash.add(UInt8(truncatingIfNeeded: time))
            time >>= 8
        }
        return String(unsafeUninitializedCapacity: 14) { room in
            // 36 to the power of 13 is more than 64 bits hold.
            var rest = hash.value
            var start = 14
            repeat {
                start -= 1
                let digit = UInt8(rest % 36)
                room[start] = digit < 10 ? 0x30 + digit : 0x57 + digit
                rest /= 36
            } while rest > 0
            room[0] = letter
            for index in start..<14 { room[1 + index - start] = room[index] }
            return 15 - start
        }
    }
}
