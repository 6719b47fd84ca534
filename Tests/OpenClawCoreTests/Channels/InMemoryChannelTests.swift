// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@Suite("InMemoryChannel")
struct InMemoryChannelTests {
    @Test("a message for a gateway that never runs can be given up")
    func cancellation() async {
        let channel = InMemoryChannel(id: "support")
        let admission = await withTaskGroup(of: Admission.self) { group in
            group.addTask { await channel.receive("hello", from: "alice") }
            group.cancelAll()
            return await group.next()
        }
        guard case .deferred(_, let reason) = admission else {
            Issue.record("the message was not deferred: \(String(describing: admission))")
            return
        }
        #expect(reason == "the channel is not running")
    }

    @Test("a message handed in early is taken as soon as the gateway runs")
    func early() async throws {
        let channel = InMemoryChannel(id: "support")
        let gateway = try Gateway {
            EchoAgent(id: "main")
            channel
        }
        async let admission = channel.receive("early", from: "alice")
        try await gateway.run { _ in #expect(await channel.nextSent()?.text == "early") }
        guard case .accepted = await admission else {
            Issue.record("not accepted: \(await admission)")
            return
        }
    }
}
