// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

/// Where a heartbeat is to be answered, where its session was last reached, and what comes of it.
private struct ConversationCase: CustomTestStringConvertible {
    var target: HeartbeatTarget
    var to: String?
    var account: AccountID?
    var blocksDirect = false
    var last: JSONObject = [:]
    /// `channel/account/recipient/thread`, or the reason why there is none.
    var expected: String

    var testDescription: String { "\(self.target.rawValue) \(self.to ?? "-") after \(self.last["lastTo"] ?? .null): \(self.expected)" }
}

@Suite struct HeartbeatConversationTests {
    private static let person: JSONObject = ["lastChannel": "support", "lastTo": "42", "lastAccountId": "default"]
    private static let room: JSONObject = [
        "lastChannel": "work", "lastTo": "group:kitchen", "lastAccountId": "b", "lastThreadId": "t7",
    ]

    @Test(arguments: [
        ConversationCase(target: .none, to: "42", last: person, expected: "nowhere"),
        ConversationCase(target: .last, expected: "no-target"),
        ConversationCase(target: .last, to: "42", expected: "no-target"),
        ConversationCase(target: .last, last: person, expected: "support/default/42/-"),
        ConversationCase(target: .last, to: "channel:news", last: person, expected: "support/default/channel:news/-"),
        ConversationCase(target: .last, blocksDirect: true, last: person, expected: "dm-blocked"),
        ConversationCase(target: .last, last: room, expected: "work/b/group:kitchen/t7"),
        ConversationCase(target: .last, blocksDirect: true, last: room, expected: "work/b/group:kitchen/t7"),
        ConversationCase(target: .last, to: "group:hall", account: "a", last: room, expected: "work/a/group:hall/-"),
        ConversationCase(target: .last, last: ["lastChannel": "gone", "lastTo": "42"], expected: "no-target"),
        ConversationCase(target: .channel("support"), expected: "no-target"),
        ConversationCase(target: .channel("support"), to: "42", expected: "support/default/42/-"),
        ConversationCase(target: .channel("support"), last: person, expected: "support/default/42/-"),
        ConversationCase(target: .channel("support"), last: room, expected: "no-target"),
        ConversationCase(target: .channel("suport"), to: "42", expected: "no-target"),
        ConversationCase(target: .channel("work"), to: "group:kitchen", expected: "unknown-account"),
        ConversationCase(target: .channel("work"), to: "group:kitchen", account: "a", expected: "work/a/group:kitchen/-"),
        ConversationCase(target: .channel("work"), to: "group:kitchen", account: "c", expected: "unknown-account"),
        ConversationCase(target: .channel("work"), account: "a", last: room, expected: "no-target"),
        ConversationCase(target: .channel("work"), to: "direct:42", account: "a", blocksDirect: true, expected: "dm-blocked"),
    ])
    fileprivate func anAnswerGoesToOneConversationOrNone(_ example: ConversationCase) async throws {
        let sessions = InMemorySessionStore()
        let heartbeat = HeartbeatConfiguration(
            target: example.target,
            recipient: example.to,
            account: example.account,
            allowsDirectConversations: !example.blocksDirect
        )
        let gateway = try Gateway(
            configuration: GatewayConfiguration(heartbeat: heartbeat),
            agents: [EchoAgent(id: "main")],
            channels: [ScriptedChannel(id: "support"), AccountsChannel(id: "work", accounts: ["a", "b"])],
            sessionStore: sessions
        )
        if !example.last.isEmpty { _ = try await sessions.update("agent:main:main", attributes: example.last, epoch: gateway.epoch) }
        let found =
            switch await gateway.conversation(of: try #require(gateway.heartbeatRoster["main"])) {
            case .nowhere: "nowhere"
            case .found(let to): "\(to.channel)/\(to.account)/\(to.peer.target)/\(to.threadID ?? "-")"
            case .unreachable(let reason, _): reason.rawValue
            }
        #expect(found == example.expected)
    }

    @Test(arguments: [
        (Peer(id: "42"), "42"), (Peer(kind: .group, id: "42"), "group:42"), (Peer(kind: .channel, id: "a:b"), "channel:a:b"),
        (Peer(id: "group:42"), "direct:group:42"),
    ])
    func aRecipientIsReadAsItIsWritten(peer: Peer, text: String) {
        #expect(peer.target == text)
        #expect(Peer(target: text) == peer)
    }
}
