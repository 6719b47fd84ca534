// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite struct MessageConfigurationTests {
    @Test func messagesWaitOnlyWhereItIsSaid() throws {
        #expect(try load("{}").configuration.messages.inbound.debounce == .zero)
        let loaded = try load("{ messages: { inbound: { debounceMs: 2000, byChannel: { irc: 0, telegram: \"5s\" } } } }")
        let inbound = loaded.configuration.messages.inbound
        #expect(inbound.debounce == .seconds(2))
        #expect(inbound.byChannel == ["irc": .zero, "telegram": .seconds(5)])
        #expect(loaded.notes.isEmpty)
        let debounce = InboundDebounce(wait: inbound.debounce, byChannel: ["irc": .zero, "telegram": .seconds(5)])
        #expect(["irc", "telegram", "matrix"].map { debounce.wait(on: $0) } == [.zero, .seconds(5), .seconds(2)])
    }

    @Test func everybodySharesASessionWhenTheScopeSaysSo() throws {
        let loaded = try load("{ session: { scope: \"global\" } }")
        #expect(loaded.notes.isEmpty)
        #expect(loaded.configuration.routingConfiguration.scope == .global)
        #expect(try load("{}").configuration.routingConfiguration.scope == .perSender)
    }
}
