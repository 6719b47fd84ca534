// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `message.action`: what some platforms can do with a message that was sent (PROTOCOL 2.4).
    static let messageMethods: [Method] = [
        .asynchronous("message.action", .scopes(.write)) { call in try await call.gateway.actOnMessage(call) }
    ]

    private enum MessageAction {
        case react(Peer, message: String, emoji: String?)
        case edit(Peer, message: String, text: String)
    }

    private static let actionParameters: Set<String> = [
        "channel", "action", "params", "accountId", "requesterSenderId", "sessionKey", "sessionId", "agentId", "toolContext",
        "idempotencyKey",
        "inboundTurnKind", "senderIsOwner",
    ]

    private func actOnMessage(_ call: MethodCall) async throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(Self.actionParameters)
        let key = try parameters.requiredIdempotencyKey()
        let name = try parameters.requiredString("action", maximumLength: 64)
        let channel = try self.channel(parameters)
        let account = try parameters.string("accountId", maximumLength: 256).map { AccountID($0) } ?? .default
        let action = try self.messageAction(name, parameters)
        switch action {
        case .react: guard channel is any Reacting else { throw Self.cannot(name, channel) }
        case .edit: guard channel is any MessageEditing else { throw Self.cannot(name, channel) }
        }
        let request = KeyedRequest("message.action", key: key, client: call.client, parameters: parameters.object)
        switch try await self.take(request) {
        case .running: return .value(["status": "in_flight", "channel": .string(channel.id.rawValue), "action": .string(name)])
        case .ended(let answer): return MethodResult(json: try answer.get())
        case .new: break
        }
        let end = await self.perform(action, name, over: channel, account)
        await self.settle(request.identity, end)
        return try end.result()
    }

    private static func cannot(_ action: String, _ channel: any Channel) -> MethodError {
        .unavailable("message.action: the channel \(channel.id) cannot \(action)")
    }

    private func messageAction(_ name: String, _ parameters: MethodParameters) throws(MethodError) -> MessageAction {
        guard let params = parameters.object["params"]?.objectValue else { throw parameters.error("params", "must be an object") }
        func text(_ name: String, _ others: String...) throws(MethodError) -> String {
            for name in [name] + others {
                if let text = params[name]?.stringValue, !text.isEmpty, text.utf8.count <= self.configuration.limits.maximumMessageBytes {
                    return text
                }
            }
            throw parameters.error("params.\(name)", "is required")
        }
        switch name {
        case "react":
            let isRemoved = params["remove"]?.boolValue ?? false
            let emoji = isRemoved ? nil : try text("emoji")
            return .react(Self.recipient(try text("to", "target", "chatId")), message: try text("messageId"), emoji: emoji)
        case "edit":
            return .edit(
                Self.recipient(try text("to", "target", "chatId")),
                message: try text("messageId"),
                text: try text("message", "text")
            )
        default:
            throw .invalid("message.action: there is no action \"\(DisplayText.plain(name, maximumLength: 64))\"; there are edit and react")
        }
    }

    private func perform(_ action: MessageAction, _ name: String, over channel: any Channel, _ account: AccountID) async -> RequestEnd {
        self.channels.deliveryBegan()
        defer { self.channels.deliveryEnded() }
        let message: String
        do throws(ChannelSendError) {
            switch action {
            case .react(let peer, let id, let emoji):
                message = id
                try await (channel as? any Reacting)?.react(to: id, account: account, peer: peer, emoji: emoji)
            case .edit(let peer, let id, let text):
                message = id
                try await (channel as? any MessageEditing)?.edit(SendReceipt(messageID: id), account: account, peer: peer, text: text)
            }
        } catch {
            return Self.sendFailure(error, channel)
        }
        let answer: JSONValue = [
            "ok": true, "channel": .string(channel.id.rawValue), "action": .string(name), "messageId": .string(message),
        ]
        return .answered(answer.serialized())
    }
}
