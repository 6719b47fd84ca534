// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import OpenClawTesting
import Synchronization
import Testing

/// Channels that are switched, and messages that are changed after they were sent.
@Suite(.timeLimit(.minutes(5))) struct ChannelMethodTests {
    /// A channel that can change what it has sent.
    private final class Board: Reacting, MessageEditing {
        let id: ChannelID = "board"
        let changes = Mutex<[String]>([])

        func run(_ inbox: ChannelInbox) async throws { _ = await Mailbox<Void>(capacity: 1).next() }

        func send(_ message: OutboundMessage) async throws(ChannelSendError) -> SendReceipt { SendReceipt(messageID: "1") }

        func react(to messageID: String, account: AccountID, peer: Peer, emoji: String?) async throws(ChannelSendError) {
            self.changes.withLock { $0.append("\(messageID) \(peer.id) \(emoji ?? "none")") }
        }

        func edit(_ receipt: SendReceipt, account: AccountID, peer: Peer, text: String) async throws(ChannelSendError) {
            if text == "too late" { throw ChannelSendError(.rejected, "it is too old") }
            self.changes.withLock { $0.append("\(receipt.messageID) \(peer.id) \(text)") }
        }
    }

    /// A channel with polls and a sign-in of its own.
    private final class Phone: Polling, SigningOut {
        let id: ChannelID = "phone"
        let polls = Mutex<[OutboundPoll]>([])
        let isLinked = Mutex(true)

        func run(_ inbox: ChannelInbox) async throws {
            inbox.report(ChannelAccountState(.connected))
            _ = await Mailbox<Void>(capacity: 1).next()
        }

        func send(_ message: OutboundMessage) async throws(ChannelSendError) -> SendReceipt { SendReceipt(messageID: "1") }

        func ask(_ poll: OutboundPoll) async throws(ChannelSendError) -> PollReceipt {
            self.polls.withLock { $0.append(poll) }
            return PollReceipt(messageID: "m1", pollID: "p1")
        }

        func signOut(account: AccountID) async throws(ChannelSendError) -> Bool {
            self.isLinked.withLock { isLinked in
                defer { isLinked = false }
                return isLinked
            }
        }
    }

    @Test func aPollIsAskedOnceByChannelsThatHavePolls() async throws {
        let phone = Phone()
        try await LiveGateway.run(parts: { $0.channels = [phone, ScriptedChannel(id: "plain")] }) { live in
            let client = try await live.connect()
            let params: JSONObject = [
                "channel": "phone", "to": "group:crew", "question": "Lunch?", "options": ["soup", "salad", "both"], "maxSelections": 2,
                "durationHours": 2, "isAnonymous": true, "idempotencyKey": "lunch",
            ]
            let answer = try await client.call("poll", params)
            #expect(
                answer == ["runId": "lunch", "messageId": "m1", "channel": "phone", "chatId": "crew", "pollId": "p1"]
            )
            #expect(try await client.call("poll", params) == answer)
            let asked = phone.polls.withLock { $0 }
            #expect(asked.count == 1)
            #expect(asked.first?.options == ["soup", "salad", "both"])
            #expect(asked.first?.peer == Peer(kind: .group, id: "crew"))
            #expect(asked.first?.maximumSelections == 2 && asked.first?.duration == .seconds(7_200) && asked.first?.isAnonymous == true)

            var other = params
            other["channel"] = "plain"
            #expect(try await client.failure("poll", other)["message"]?.stringValue == "poll: the channel plain has no polls")
            for (name, value) in [
                ("options", ["one"]), ("options", ["a", ""]), ("maxSelections", 4), ("durationSeconds", 60), ("question", ""),
            ] as [(String, JSONValue)] {
                var wrong = params
                wrong[name] = value
                wrong["idempotencyKey"] = "wrong"
                #expect(try await client.failure("poll", wrong)["code"]?.stringValue == "INVALID_REQUEST", "\(name)")
            }
            #expect(phone.polls.withLock(\.count) == 1)
        }
    }

    @Test func aChannelThatIsSignedOutStopsAndForgetsItsSignIn() async throws {
        let phone = Phone()
        try await LiveGateway.run(parts: { $0.channels = [phone, ScriptedChannel(id: "plain")] }) { live in
            let client = try await live.connect()
            func isConnected() async throws -> Bool {
                try await client.call("channels.status")["channels"]?["phone"]?["connected"]?.boolValue ?? false
            }
            try await eventually { try await isConnected() }
            let out = try await client.call("channels.logout", ["channel": "phone"])
            #expect(out["cleared"]?.boolValue == true && out["loggedOut"]?.boolValue == true && out["running"]?.boolValue == false)
            #expect(!phone.isLinked.withLock { $0 })
            try await eventually { try await !isConnected() }
            #expect(try await client.call("channels.logout", ["channel": "phone"])["cleared"]?.boolValue == false)
            let plain = try await client.failure("channels.logout", ["channel": "plain"])
            #expect(plain["message"]?.stringValue?.contains("keeps no sign-in") == true)
            let writer = try await live.connect(scopes: ["operator.write"])
            #expect(
                try await writer.failure("channels.logout", ["channel": "phone"])["details"]?["missingScope"]?.stringValue == "operator.admin"
            )
        }
    }

    @Test func aStoppedChannelTakesNothingUntilItIsStartedAgain() async throws {
        let channel = ScriptedChannel(id: "support")
        try await LiveGateway.run(parts: { $0.channels = [channel] }) { live in
            let client = try await live.connect()
            func isConnected() async throws -> Bool {
                try await client.call("channels.status")["channels"]?["support"]?["connected"]?.boolValue ?? false
            }
            try await eventually { try await isConnected() }
            #expect(try await client.call("channels.stop", ["channel": "support"])["stopped"]?.boolValue == true)
            #expect(try await client.call("channels.stop", ["channel": "support"])["stopped"]?.boolValue == false)
            try await eventually { try await !isConnected() }
            #expect(channel.runCount == 1)
            #expect(try await client.call("channels.start", ["channel": "support"])["started"]?.boolValue == true)
            try await eventually { try await isConnected() }
            #expect(channel.runCount == 2)
            _ = try await channel.deliver(text: "hello", from: Peer(id: "42"))
            try await channel.waitForSends(1)
            #expect(
                try await client.failure("channels.stop", ["channel": "nowhere"])["message"]?.stringValue?.contains("unknown channel")
                    == true
            )
            let reader = try await live.connect(scopes: ["operator.write"])
            #expect(
                try await reader.failure("channels.stop", ["channel": "support"])["details"]?["missingScope"]?.stringValue
                    == "operator.admin"
            )
        }
    }

    @Test func messagesAreChangedOnceByChannelsThatCan() async throws {
        let board = Board()
        try await LiveGateway.run(parts: { $0.channels = [board, ScriptedChannel(id: "plain")] }) { live in
            let client = try await live.connect()
            let reaction: JSONObject = [
                "channel": "board", "action": "react", "params": ["to": "ann", "messageId": "7", "emoji": "🦞"], "idempotencyKey": "r",
            ]
            for _ in 0..<2 { #expect(try await client.call("message.action", reaction)["messageId"]?.stringValue == "7") }
            var other = reaction
            other["params"] = ["to": "ann", "messageId": "8", "emoji": "🦞"]
            #expect(try await client.failure("message.action", other)["details"]?["code"]?.stringValue == "IDEMPOTENCY_KEY_REUSED")
            func edit(_ channel: String, _ text: String, _ key: String) -> JSONObject {
                [
                    "channel": .string(channel), "action": "edit", "params": ["to": "group:g", "messageId": "7", "message": .string(text)],
                    "idempotencyKey": .string(key),
                ]
            }
            _ = try await client.call("message.action", edit("board", "better words", "e"))
            #expect(
                try await client.failure("message.action", edit("board", "too late", "l"))["details"]?["code"]?.stringValue == "rejected"
            )
            #expect(
                try await client.failure("message.action", edit("plain", "x", "p"))["message"]?.stringValue?.contains("cannot edit") == true
            )
            let unknown = try await client.failure(
                "message.action",
                ["channel": "board", "action": "fly", "params": [:], "idempotencyKey": "f"]
            )
            #expect(unknown["code"]?.stringValue == "INVALID_REQUEST")
            #expect(board.changes.withLock { $0 } == ["7 ann 🦞", "7 g better words"])
        }
    }
}
