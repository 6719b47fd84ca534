// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

/// A turn that does not end well leaves a trace for the operator, and its session says so.
@Suite("A turn that fails")
struct FailedTurnTests {
    private static func gateway(_ agent: any Agent, _ sink: InMemoryLogSink) throws -> Gateway {
        var configuration = GatewayConfiguration()
        configuration.logger = Logger(component: "gateway", sink: sink)
        return try Gateway(configuration: configuration, agents: [agent])
    }

    private static func status(_ client: LocalClient) async throws -> [JSONValue?] {
        let row = try await client.call("sessions.describe", ["key": "main"])["session"]
        let list = try await client.call("sessions.list")["sessions"]?.arrayValue?.first
        return [row?["status"], list?["status"]]
    }

    @Test("is one warning that names session, run, agent and kind, without the words of the error; the session is failed until one ends well")
    func failed() async throws {
        let sink = InMemoryLogSink()
        let agent = ScriptedAgent(turns: [[.fail(AgentError(.unavailable, "secret words of a provider"))]])
        try await Self.gateway(agent, sink).run { client in
            await #expect(throws: MethodError.self) {
                try await client.call("agent", ["message": "go", "idempotencyKey": "k1", "sessionKey": "main"])
            }
            let records = sink.records.filter { $0.event == "run.failed" }
            #expect(records.count == 1)
            #expect(records.first?.level == .warn)
            #expect(records.first?.metadata["session"] == "agent:main:main")
            #expect(records.first?.metadata["run"] == "k1")
            #expect(records.first?.metadata["agent"] == "main")
            #expect(records.first?.metadata["kind"] == "unavailable")
            #expect(!sink.records.contains { "\($0)".contains("secret words") })
            let status1 = try await Self.status(client)
            #expect(status1 == ["failed", "failed"])
            _ = try await client.chat("again")
            let status2 = try await Self.status(client)
            #expect(status2 == ["done", "done"])
            #expect(sink.records.filter { $0.event == "run.failed" }.count == 1)
        }
    }

    @Test("because somebody stopped it is no warning, and the session says killed")
    func stopped() async throws {
        let sink = InMemoryLogSink()
        let agent = ScriptedAgent(turns: [[.hold("long")]])
        try await Self.gateway(agent, sink).run { client in
            _ = try await client.call("sessions.create", ["key": "main", "message": "go", "idempotencyKey": "k1"])
            try await agent.waitForHold("long")
            let status3 = try await Self.status(client)
            #expect(status3 == ["running", "running"])
            _ = try await client.call("chat.abort", ["sessionKey": "main"])
            let status4 = try await Self.status(client)
            #expect(status4 == ["killed", "killed"])
            let record = sink.records.first { $0.event == "run.stopped" }
            #expect(record?.level == .info)
            #expect(record?.metadata["status"] == "aborted")
            #expect(!sink.records.contains { $0.event == "run.failed" })
        }
    }
}
