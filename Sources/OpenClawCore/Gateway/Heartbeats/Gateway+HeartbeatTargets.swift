// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// The attributes of a session that name the conversation from which it last had a message (PROTOCOL 2.5).
    private enum LastConversation {
        static let channel = "lastChannel"
        static let recipient = "lastTo"
        static let account = "lastAccountId"
        static let thread = "lastThreadId"
    }

    /// Finds the conversation that an agent's heartbeats are answered into.
    func conversation(of member: HeartbeatRoster.Member) async -> HeartbeatConversation {
        let configuration = member.configuration
        guard configuration.target != .none else { return .nowhere }
        // A recipient of its own is enough on a channel of its own.
        let last =
            configuration.recipient == nil || configuration.target == .last ? await self.lastConversation(of: member.session) : nil
        let id = configuration.target.channel ?? last?.channel
        guard let id else {
            return .unreachable(
                .noTarget,
                "no channel has brought a message into \(member.session) yet; write to the agent once, or name a channel"
            )
        }
        guard let channel = self.channels[id] else {
            return .unreachable(.noTarget, "there is no channel \"\(id)\"; correct the target of the heartbeat")
        }
        // What is known of another channel's conversation, or of another account's, does not count.
        var known = last.flatMap { $0.channel == id ? $0 : nil }
        if let account = configuration.account, account != known?.account { known = nil }
        guard let peer = configuration.recipient.map({ Peer(target: $0) }) ?? known?.peer else {
            return .unreachable(.noTarget, "nobody has written over \"\(id)\" yet; give the heartbeat's recipient (\"to\")")
        }
        if known?.peer != peer { known = nil }
        let accounts = (channel as? any AccountServing)?.accounts
        let account = configuration.account ?? known?.account ?? (accounts?.count == 1 ? accounts?.first : nil) ?? .default
        if let accounts, !accounts.contains(account) {
            return .unreachable(.unknownAccount, "\"\(id)\" has no account \"\(account)\"; correct the account of the heartbeat")
        }
        guard peer.kind != .direct || configuration.allowsDirectConversations else {
            return .unreachable(
                .directBlocked,
                "the answer could only go into a direct conversation, which the policy forbids; name a room, or allow it"
            )
        }
        return .found(Announcement(channel: id, account: account, peer: peer, threadID: known?.threadID))
    }

    private func lastConversation(of key: SessionKey) async -> (channel: ChannelID, account: AccountID, peer: Peer, threadID: String?)? {
        let attributes: JSONObject
        do throws(SessionStoreError) {
            attributes = try await self.sessions.record(key)?.attributes ?? [:]
        } catch {
            self.logger.warn("heartbeat.session_unreadable", ["session": .string(key.rawValue), "error": .string(error.message)])
            return nil
        }
        guard let channel = attributes[LastConversation.channel]?.stringValue,
            let recipient = attributes[LastConversation.recipient]?.stringValue
        else { return nil }
        return (
            ChannelID(channel), attributes[LastConversation.account]?.stringValue.map { AccountID($0) } ?? .default,
            Peer(target: recipient), attributes[LastConversation.thread]?.stringValue
        )
    }

    /// Keeps where a session was last reached, for sessions that heartbeats may answer into, when that has changed.
    /// - Parameter known: the session's attributes.
    func rememberConversation(_ request: RunRequest, known: JSONObject) async {
        guard let origin = request.origin, self.heartbeatRoster.followedSessions.contains(request.sessionKey),
            // Other kinds of conversations cannot be written as a recipient.
            Peer(target: origin.peer.target) == origin.peer
        else { return }
        let current: JSONObject = [
            LastConversation.channel: .string(origin.id.channel.rawValue),
            LastConversation.recipient: .string(origin.peer.target),
            LastConversation.account: .string(origin.id.account.rawValue),
            LastConversation.thread: origin.threadID.map { .string($0) } ?? .null,
        ]
        guard current.contains(where: { name, value in (known[name] ?? .null) != value }) else { return }
        do throws(SessionStoreError) {
            _ = try await self.sessions.update(request.sessionKey, attributes: current, epoch: self.epoch)
        } catch {
            self.logger.warn(
                "session.conversation_not_kept",
                ["session": .string(request.sessionKey.rawValue), "error": .string(error.message)]
            )
        }
    }
}
