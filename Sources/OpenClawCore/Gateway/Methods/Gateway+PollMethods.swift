// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `poll`: a question to a channel whose platform has polls (PROTOCOL 2.4).
    static let pollMethods: [Method] = [
        .asynchronous("poll", .scopes(.write), isAdvertised: false) { call in try await call.gateway.poll(call) }
    ]

    private static let pollParameters: Set<String> = [
        "to", "question", "options", "maxSelections", "durationSeconds", "durationHours", "silent", "isAnonymous", "threadId", "channel",
        "accountId", "idempotencyKey",
    ]

    private func poll(_ call: MethodCall) async throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(Self.pollParameters)
        let key = try parameters.requiredIdempotencyKey()
        let poll = try self.poll(parameters)
        let channel = try self.channel(parameters)
        guard let asking = channel as? any Polling else { throw .unavailable("poll: the channel \(channel.id) has no polls") }
        let request = KeyedRequest("poll", key: key, client: call.client, parameters: parameters.object)
        switch try await self.take(request) {
        case .running: return .value(["runId": .string(key), "status": "in_flight"])
        case .ended(let answer): return MethodResult(json: try answer.get())
        case .new: break
        }
        let end = await self.ask(poll, over: asking, key: key)
        await self.settle(request.identity, end)
        return try end.result()
    }

    private func poll(_ parameters: MethodParameters) throws(MethodError) -> OutboundPoll {
        let to = try parameters.requiredString("to", maximumLength: 512)
        let question = try parameters.requiredString("question", maximumLength: self.configuration.limits.maximumMessageBytes)
        guard let options = try parameters.strings("options", maximumCount: 12), options.count >= 2 else {
            throw parameters.error("options", "must be 2 to 12 texts")
        }
        guard options.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 1_024 }) else {
            throw parameters.error("options", "must not be empty texts, nor longer than 1024 bytes")
        }
        let seconds = try parameters.int("durationSeconds", in: 1...2_678_400)
        let hours = try parameters.int("durationHours", in: 1...744)
        if seconds != nil, hours != nil { throw parameters.error("durationHours", "and durationSeconds exclude each other") }
        return OutboundPoll(
            deliveryID: self.identifiers.next(),
            account: try parameters.string("accountId", maximumLength: 256).map { AccountID($0) } ?? .default,
            peer: Self.recipient(to),
            threadID: try parameters.string("threadId", maximumLength: 256),
            question: question,
            options: options,
            maximumSelections: try parameters.int("maxSelections", in: 1...options.count) ?? 1,
            duration: (seconds ?? hours.map { $0 * 3_600 }).map { .seconds($0) },
            isAnonymous: try parameters.bool("isAnonymous"),
            isSilent: try parameters.bool("silent") ?? false
        )
    }

    private func ask(_ poll: OutboundPoll, over channel: any Polling, key: String) async -> RequestEnd {
        self.channels.deliveryBegan()
        defer { self.channels.deliveryEnded() }
        let receipt: PollReceipt
        do throws(ChannelSendError) {
            receipt = try await channel.ask(poll)
        } catch {
            return Self.sendFailure(error, channel)
        }
        self.channels.noteSent(channel.id, account: poll.account)
        var answer: JSONObject = [
            "runId": .string(key), "messageId": .string(receipt.messageID), "channel": .string(channel.id.rawValue),
            "chatId": .string(poll.peer.id),
        ]
        answer["pollId"] = receipt.pollID.map { .string($0) }
        return .answered(JSONValue.object(answer).serialized())
    }
}
