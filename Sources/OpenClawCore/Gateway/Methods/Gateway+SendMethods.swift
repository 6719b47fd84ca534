// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `send`: a message to a channel without an agent (PROTOCOL 2.4).
    static let sendMethods: [Method] = [
        .asynchronous("send", .scopes(.write)) { call in try await call.gateway.send(call) }
    ]

    private static let sendParameters: Set<String> = [
        "to", "idempotencyKey", "message", "mediaUrl", "mediaUrls", "buffer", "filename", "contentType", "asVoice", "gifPlayback",
        "channel",
        "accountId", "agentId", "replyToId", "threadId", "forceDocument", "silent", "parseMode", "sessionKey",
    ]

    private func send(_ call: MethodCall) async throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(Self.sendParameters)
        let key = try parameters.requiredIdempotencyKey()
        let to = try parameters.requiredString("to", maximumLength: 512)
        let text = try parameters.requiredString("message", maximumLength: self.configuration.limits.maximumMessageBytes)
        for name in ["mediaUrl", "mediaUrls", "buffer"] where parameters.has(name) {
            throw .invalid("send: sending media does not exist in this version; leave \(name) out")
        }
        let channel = try self.channel(parameters)
        let message = OutboundMessage(
            deliveryID: self.identifiers.next(),
            account: try parameters.string("accountId", maximumLength: 256).map { AccountID($0) } ?? .default,
            peer: Self.recipient(to),
            threadID: try parameters.string("threadId", maximumLength: 256),
            text: text,
            replyToID: try parameters.string("replyToId", maximumLength: 256)
        )
        if let session = try parameters.sessionKey("sessionKey", router: self.router, agent: try self.agent(parameters)) {
            try await self.refuseSilenced(session)
        }
        let request = KeyedRequest("send", key: key, client: call.client, parameters: parameters.object)
        switch try await self.take(request) {
        case .running: return .value(["runId": .string(key), "status": "in_flight"])
        case .ended(let answer): return MethodResult(json: try answer.get())
        case .new: break
        }
        let end = await self.send(message, over: channel, key: key)
        await self.settle(request.identity, end)
        return try end.result()
    }

    private func send(_ message: OutboundMessage, over channel: any Channel, key: String) async -> RequestEnd {
        self.channels.deliveryBegan()
        defer { self.channels.deliveryEnded() }
        let receipt: SendReceipt
        do throws(ChannelSendError) {
            receipt = try await channel.send(message)
        } catch {
            return Self.sendFailure(error, channel)
        }
        self.counters.deliveries.increment()
        self.channels.noteSent(channel.id, account: message.account)
        let answer: JSONValue = [
            "runId": .string(key), "messageId": .string(receipt.messageID), "channel": .string(channel.id.rawValue),
            "chatId": .string(message.peer.id),
        ]
        return .answered(answer.serialized())
    }

    /// What a channel's refusal means for its caller.
    static func sendFailure(_ error: ChannelSendError, _ channel: any Channel) -> RequestEnd {
        let failure = MethodError(
            .unavailable,
            "\(channel.id) did not take the message: \(error)",
            details: ["code": .string(error.code.rawValue)],
            retryAfterMilliseconds: error.retryAfter.map { Int($0.wholeMilliseconds) }
        )
        switch error.code {
        case .notSent, .rateLimited, .unauthorized: return .withdrawn(failure)
        default: return .failed(failure)
        }
    }

    /// The channel a request names, or the only one.
    func channel(_ parameters: MethodParameters) throws(MethodError) -> any Channel {
        let known = self.channels.channels.map(\.id.rawValue).sorted().joined(separator: ", ")
        guard let name = try parameters.string("channel", maximumLength: 64), !name.isEmpty else {
            guard self.channels.channels.count == 1, let only = self.channels.channels.first else {
                throw parameters.error(
                    "channel",
                    known.isEmpty ? "is required; this gateway has no channels" : "is required: one of \(known)"
                )
            }
            return only
        }
        guard let channel = self.channels[ChannelID(rawValue: name)] else {
            if name == "webchat" { throw .invalid("send does not reach webchat; use chat.send") }
            throw .invalid("unknown channel \"\(name)\"" + (known.isEmpty ? "; this gateway has none" : "; there are \(known)"))
        }
        return channel
    }

    /// `group:ID` and `channel:ID` name rooms; everything else is a person.
    static func recipient(_ text: String) -> Peer {
        for kind in [ChatType.group, .channel] where text.hasPrefix("\(kind.rawValue):") {
            return Peer(kind: kind, id: String(text.dropFirst(kind.rawValue.count + 1)))
        }
        return Peer(kind: .direct, id: text.hasPrefix("direct:") ? String(text.dropFirst(7)) : text)
    }
}
