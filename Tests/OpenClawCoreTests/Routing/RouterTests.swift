// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

/// Rules first, then the tiers of bindings, then the default.
@Suite("Router")
struct RouterTests {
    private static let agents: [AgentID] = ["main", "ops", "sales", "night"]

    private func router(
        rules: [RoutingRule] = [],
        bindings: [Binding] = [],
        scope: DirectMessageScope = .main,
        links: [String: String] = [:],
        fallback: AgentID? = nil
    ) -> Router {
        let configuration = RoutingConfiguration(
            rules: rules,
            bindings: bindings,
            defaultAgent: fallback,
            directMessageScope: scope,
            identityLinks: links
        )
        return Router(configuration: configuration, agents: Self.agents)
    }

    private static func message(
        _ peer: Peer = Peer(id: "42"),
        account: AccountID = .default,
        guild: String? = nil,
        team: String? = nil,
        roles: [String] = [],
        thread: String? = nil,
        parent: Peer? = nil
    ) -> InboundMessage {
        InboundMessage(
            id: MessageID(channel: "discord", account: account, event: "1"),
            peer: peer,
            text: "hi",
            guildID: guild,
            teamID: team,
            roles: roles,
            threadID: thread,
            parentPeer: parent
        )
    }

    /// Every kind of binding at once, the least specific first: the order in the list does not decide between tiers.
    private static let everyTier: [Binding] = [
        Binding(agentID: "main", channel: "discord", accountID: "*"),
        Binding(agentID: "ops", channel: "discord"),
        Binding(agentID: "sales", channel: "discord", accountID: "*", teamID: "T"),
        Binding(agentID: "night", channel: "discord", accountID: "*", guildID: "G"),
        Binding(agentID: "ops", channel: "discord", accountID: "*", guildID: "G", roles: ["admin"]),
        Binding(agentID: "sales", channel: "discord", accountID: "*", peer: Peer(kind: .group, id: "room")),
    ]

    @Test(
        "the most specific binding decides",
        arguments: [
            (message(Peer(kind: .channel, id: "room"), guild: "G", roles: ["admin"]), "sales", "binding.peer"),
            (
                message(Peer(kind: .channel, id: "thread"), guild: "G", parent: Peer(kind: .group, id: "room")), "sales",
                "binding.peer.parent"
            ),
            (message(Peer(kind: .channel, id: "x"), guild: "G", roles: ["member", "admin"]), "ops", "binding.guild+roles"),
            (message(Peer(kind: .channel, id: "x"), guild: "G", roles: ["member"]), "night", "binding.guild"),
            (message(Peer(kind: .channel, id: "x"), team: "T"), "sales", "binding.team"),
            (message(), "ops", "binding.account"),
            (message(account: "second"), "main", "binding.channel"),
        ]
    )
    func tiers(message: InboundMessage, agent: String, matchedBy: String) {
        let route = self.router(bindings: Self.everyTier).route(message)
        #expect(route.agentID.rawValue == agent)
        #expect(route.matchedBy == matchedBy)
    }

    @Test("a person is not a room of the same name, groups and channels are alike")
    func kinds() {
        let router = self.router(bindings: [Binding(agentID: "ops", channel: "discord", peer: Peer(kind: .group, id: "7"))])
        #expect(router.route(Self.message(Peer(kind: .channel, id: "7"))).agentID == "ops")
        #expect(router.route(Self.message(Peer(kind: .direct, id: "7"))).agentID == "main")
    }

    @Test("the first rule that matches wins over every binding")
    func rules() {
        let router = self.router(
            rules: [
                RoutingRule(match: RouteMatch(channel: "telegram"), agentID: "night"),
                RoutingRule(match: RouteMatch(channel: "discord", userID: "42"), agentID: "sales"),
                RoutingRule(match: RouteMatch(channel: "*"), agentID: "ops"),
            ],
            bindings: Self.everyTier
        )
        let route = router.route(Self.message())
        #expect(route.agentID == "sales")
        #expect(route.matchedBy == "rule[1]")
        #expect(router.route(Self.message(Peer(id: "other"))).matchedBy == "rule[2]")
    }

    @Test("agents that do not exist fall back to the default agent")
    func unknownAgents() {
        #expect(self.router(bindings: [Binding(agentID: "gone", channel: "discord")]).route(Self.message()).agentID == "main")
        #expect(self.router(fallback: "ops").route(Self.message()).agentID == "ops")
        #expect(self.router(fallback: "gone").route(Self.message()).agentID == "main")
    }

    @Test(
        "direct conversations share a session as far as configured",
        arguments: [
            (DirectMessageScope.main, "agent:main:main"),
            (.perPeer, "agent:main:direct:42"),
            (.perChannelPeer, "agent:main:discord:direct:42"),
            (.perAccountChannelPeer, "agent:main:discord:default:direct:42"),
        ] as [(DirectMessageScope, SessionKey)]
    )
    func scopes(scope: DirectMessageScope, key: SessionKey) {
        #expect(self.router(scope: scope).route(Self.message()).sessionKey == key)
    }

    @Test("rooms and threads have sessions of their own, keys are in small letters")
    func rooms() {
        let router = self.router()
        #expect(router.route(Self.message(Peer(kind: .group, id: "Room"))).sessionKey == "agent:main:discord:group:room")
        #expect(
            router.route(Self.message(Peer(kind: .channel, id: "C"), thread: "9")).sessionKey == "agent:main:discord:channel:c:thread:9"
        )
    }

    @Test("linked identities share the canonical person's session")
    func links() {
        let router = self.router(scope: .perPeer, links: ["discord:42": "alice", "77": "alice"])
        #expect(router.route(Self.message()).sessionKey == "agent:main:direct:alice")
        #expect(router.route(Self.message(Peer(id: "77"))).sessionKey == "agent:main:direct:alice")
    }

    @Test("the main session has short names", arguments: ["main", "MAIN", "agent:main:main"])
    func aliases(text: String) {
        #expect(self.router().canonicalKey(text) == "agent:main:main")
    }

    @Test(
        "with the scope global all conversations of an agent share one session",
        arguments: [
            message(), message(Peer(kind: .group, id: "room")), message(Peer(kind: .channel, id: "room"), thread: "7"),
            message(account: "second"),
        ]
    )
    func global(message: InboundMessage) {
        var configuration = RoutingConfiguration(bindings: [Binding(agentID: "ops", channel: "discord", accountID: "second")])
        configuration.scope = .global
        configuration.directMessageScope = .perAccountChannelPeer
        let route = Router(configuration: configuration, agents: Self.agents).route(message)
        #expect(route.sessionKey == (message.id.account == "second" ? "agent:ops:global" : "global"))
    }

    @Test(
        "clients mean the shared session by its names",
        arguments: [
            ("main", nil, "global"), ("global", nil, "global"), ("agent:main:main", nil, "global"), ("desk", "ops", "agent:ops:global"),
            ("global", "ops", "agent:ops:global"), ("agent:ops:desk", nil, "agent:ops:global"), ("agent:ops:own", nil, "agent:ops:own"),
            ("cron:1", nil, "cron:1"),
        ] as [(String, AgentID?, SessionKey)]
    )
    func globalNames(text: String, agent: AgentID?, key: SessionKey) {
        let configuration = RoutingConfiguration(scope: .global, mainKey: "desk")
        #expect(Router(configuration: configuration, agents: Self.agents).canonicalKey(text, agent: agent) == key)
    }
}
