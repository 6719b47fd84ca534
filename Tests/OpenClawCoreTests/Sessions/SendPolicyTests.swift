// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

@Suite("Send policy")
struct SendPolicyTests {
    private static let deny = SendPolicy.Rule(action: .deny)

    private static let table: [(SendPolicy, String, String?, ChatType?, Bool)] = [
        (SendPolicy(), "agent:main:main", nil, nil, false),
        (SendPolicy(fallback: .deny), "agent:main:main", nil, nil, true),
        (SendPolicy(rules: [.init(channel: "Telegram")]), "agent:main:main", "telegram", .direct, true),
        (SendPolicy(rules: [.init(channel: "telegram")]), "agent:main:main", "irc", .direct, false),
        (SendPolicy(rules: [.init(channel: "telegram")]), "agent:main:telegram:direct:42", nil, nil, true),
        (SendPolicy(rules: [.init(channel: "telegram")]), "agent:main:main", nil, nil, false),
        (SendPolicy(rules: [.init(chatType: .group)]), "agent:main:irc:group:g", nil, nil, true),
        (SendPolicy(rules: [.init(chatType: .group)]), "agent:main:irc:channel:g", nil, nil, false),
        (SendPolicy(rules: [.init(chatType: .group)]), "agent:main:main", "irc", .direct, false),
        (SendPolicy(rules: [.init(keyPrefix: "IRC:")]), "agent:main:irc:group:g", nil, nil, true),
        (SendPolicy(rules: [.init(keyPrefix: "cron:")]), "cron:7", nil, nil, true),
        (SendPolicy(rules: [.init(keyPrefix: "agent:main:")]), "agent:main:main", nil, nil, false),
        (SendPolicy(rules: [.init(rawKeyPrefix: "agent:main:")]), "agent:main:main", nil, nil, true),
        (SendPolicy(rules: [.init(rawKeyPrefix: "agent:main:")]), "agent:ops:main", nil, nil, false),
        (SendPolicy(rules: [.init(chatType: .group, keyPrefix: "irc:")]), "agent:main:irc:direct:42", nil, nil, false),
        // The first that denies decides, wherever it stands; an exception needs the default to deny.
        (
            SendPolicy(rules: [.init(action: .allow, keyPrefix: "main"), .init(rawKeyPrefix: "agent:main:")]), "agent:main:main", nil, nil,
            true
        ),
        (SendPolicy(rules: [.init(action: .allow, keyPrefix: "main")], fallback: .deny), "agent:main:main", nil, nil, false),
        (SendPolicy(rules: [.init(action: .allow, keyPrefix: "main")], fallback: .deny), "agent:main:irc:direct:1", nil, nil, true),
        (SendPolicy(rules: [Self.deny]), "global", nil, nil, true),
    ]

    @Test(arguments: table.indices)
    func rules(index: Int) {
        let (policy, key, channel, chatType, isDenied) = Self.table[index]
        #expect(policy.denies(SessionKey(key), channel: channel.map { ChannelID($0) }, chatType: chatType) == isDenied)
    }

    @Test("a denied conversation is refused, unless its session allows it itself; others go on")
    func gateway() async throws {
        let channel = InMemoryChannel(id: "support")
        let policy = SendPolicy(rules: [.init(chatType: .group), .init(keyPrefix: "quiet")])
        let gateway = try Gateway(
            configuration: GatewayConfiguration(sendPolicy: policy),
            agents: [EchoAgent(id: "main")],
            channels: [channel]
        )
        try await gateway.run { client in
            let room = Peer(kind: .group, id: "room")
            #expect(await channel.receive("one", from: "alice", event: "g1", peer: room) == .rejected(reason: Gateway.silencedReason))
            _ = await channel.receive("two", from: "alice", event: "d1")
            #expect(await channel.nextSent()?.text == "two")
            for (method, name) in [("chat.send", "sessionKey"), ("agent", "sessionKey"), ("sessions.create", "key")] {
                await #expect(throws: MethodError.self, "\(method)") {
                    try await client.call(method, [name: "agent:main:quiet", "message": "x", "idempotencyKey": .string(method)])
                }
            }
            #expect(try await client.call("sessions.list")["totalCount"]?.intValue == 1)
            _ = try await client.call("sessions.patch", ["key": "agent:main:support:group:room", "sendPolicy": "allow"])
            _ = await channel.receive("three", from: "alice", event: "g2", peer: room)
            #expect(await channel.nextSent()?.text == "three")
            // What a session denies itself stays denied, whatever the rules allow.
            _ = try await client.call("sessions.patch", ["key": "main", "sendPolicy": "deny"])
            #expect(await channel.receive("four", from: "alice", event: "d2") == .rejected(reason: Gateway.silencedReason))
        }
    }
}
