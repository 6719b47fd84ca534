// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import Testing

@Suite struct ShutdownTests {
    @Test func drainingLetsTheRunningTurnEndAndClosesWith1012() async throws {
        let gate = Mailbox<Void>(capacity: 1)
        let agent = ClosureAgent(id: "main") { _ in
            _ = await gate.next()
            return "done in time"
        }
        try await LiveGateway.run(agents: [agent]) { live in
            let socket = try await live.connect()
            _ = try await socket.call("chat.send", ["sessionKey": "main", "message": "go", "idempotencyKey": "r"])
            live.gateway.beginShutdown()
            _ = try await socket.event("shutdown")
            let refused = try await socket.failure("chat.send", ["sessionKey": "main", "message": "more", "idempotencyKey": "s"])
            #expect(refused["code"]?.stringValue == "UNAVAILABLE")
            #expect(refused["retryable"]?.boolValue == true)
            gate.offer(())
            let final = try await socket.event("chat", where: { $0["state"]?.stringValue == "final" })
            #expect(final["payload"]?["message"]?["content"]?.arrayValue?.first?["text"]?.stringValue == "done in time")
            let end = try await socket.end()
            #expect(end.code == 1012)
        }
    }
}
