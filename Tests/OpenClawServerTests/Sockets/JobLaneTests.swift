// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawTesting
import Synchronization
import Testing

/// Clients on several event loops: calls run where their connection is, and events find everybody they are for.
@Suite struct JobLaneTests {
    private static func programs(_ count: Int, _ live: LiveGateway) async throws -> [LiveSocket] {
        var sockets: [LiveSocket] = []
        for _ in 0..<count { sockets.append(try await live.connect(mode: "backend")) }
        return sockets
    }

    private static func isFinal(_ payload: JSONValue, of run: String) -> Bool {
        payload["runId"]?.stringValue == run && payload["state"]?.stringValue == "final"
    }

    private static func agent(_ socket: LiveSocket, _ run: String, key: String) async throws -> String {
        try await socket.request("agent", ["message": "hello", "sessionKey": .string(key), "idempotencyKey": .string(run)])
    }

    /// Reads on until both answers of `agent` are there; returns the runs of the events between them.
    private static func finish(_ socket: LiveSocket, _ id: String) async throws -> Set<String> {
        var runs: Set<String> = []
        while true {
            let frame = try await socket.frame()
            if let run = frame["payload"]?["runId"]?.stringValue, frame["type"]?.stringValue == "event" { runs.insert(run) }
            if frame["id"]?.stringValue == id, frame["payload"]?["status"]?.stringValue == "ok" { return runs }
        }
    }

    @Test func eachProgramGetsTheEventsOfItsOwnRunsAndNoOthers() async throws {
        try await LiveGateway.run { live in
            let sockets = try await Self.programs(6, live)
            for round in 0..<3 {
                var ids: [String] = []
                for (index, socket) in sockets.enumerated() {
                    ids.append(try await Self.agent(socket, "run-\(index)-\(round)", key: "agent:main:lane-\(index)"))
                }
                for (index, socket) in sockets.enumerated() {
                    #expect(try await Self.finish(socket, ids[index]) == ["run-\(index)-\(round)"])
                }
            }
        }
    }

    @Test func whoFollowsASessionGetsItsEventsOnEveryLoopUntilItStops() async throws {
        try await LiveGateway.run { live in
            let sockets = try await Self.programs(5, live)
            let key: JSONValue = "agent:main:shared"
            for socket in sockets[1...] { _ = try await socket.call("sessions.messages.subscribe", ["key": key]) }
            _ = try await Self.finish(sockets[0], Self.agent(sockets[0], "first", key: "agent:main:shared"))
            for socket in sockets[1...] { _ = try await socket.event("chat", where: { Self.isFinal($0, of: "first") }) }

            for socket in sockets[1...3] { _ = try await socket.call("sessions.messages.unsubscribe", ["key": key]) }
            _ = try await Self.finish(sockets[0], Self.agent(sockets[0], "second", key: "agent:main:shared"))
            _ = try await sockets[4].event("chat", where: { Self.isFinal($0, of: "second") })
            for (index, socket) in sockets[1...3].enumerated() {
                // Its own run comes behind everything that was sent before.
                let runs = try await Self.finish(socket, Self.agent(socket, "own-\(index)", key: "agent:main:own-\(index)"))
                #expect(runs == ["own-\(index)"])
            }
        }
    }

    @Test func peopleSeeTheRunsOfProgramsOnOtherLoops() async throws {
        try await LiveGateway.run { live in
            let person = try await live.connect(mode: "ui")
            for (index, program) in try await Self.programs(4, live).enumerated() {
                _ = try await Self.finish(program, Self.agent(program, "run-\(index)", key: "agent:main:p-\(index)"))
                _ = try await person.event("chat", where: { Self.isFinal($0, of: "run-\(index)") })
            }
            await person.close()
            // Nobody looks any more; the programs go on.
            let program = try await live.connect(mode: "backend")
            #expect(try await Self.finish(program, Self.agent(program, "last", key: "agent:main:last")) == ["last"])
        }
    }

    /// A run that is stopped cancels the call that carries it out; its caller gets the end all the same.
    @Test func theCallerOfAStoppedRunGetsItsAnswer() async throws {
        let begun = Mailbox<Void>(capacity: 8)
        let agent = ClosureAgent(id: "main", streaming: { _, output in
            try await output.emit("so far")
            begun.offer(())
            try await ContinuousClock().sleep(for: .seconds(3_600))
            return .emitted
        })
        try await LiveGateway.run(agents: [agent]) { live in
            let sockets = try await Self.programs(2, live)
            for (index, socket) in sockets.enumerated() {
                let run = "run-\(index)"
                let id = try await Self.agent(socket, run, key: "agent:main:stop-\(index)")
                _ = await begun.next()
                _ = try await sockets[1 - index].call("chat.abort", ["sessionKey": .string("agent:main:stop-\(index)"), "runId": .string(run)])
                #expect(try await socket.response(id)["payload"]?["status"]?.stringValue == "accepted")
                #expect(try await socket.response(id)["payload"]?["summary"]?.stringValue == "aborted")
                #expect(try await socket.call("health")["ok"]?.boolValue == true)
            }
        }
    }

    @Test func whatLanesCarryOutEndsBeforeTheGatewayDoes() async throws {
        let ended = Mutex(0)
        let begun = Mailbox<Void>(capacity: 8)
        let agent = ClosureAgent(id: "main", streaming: { _, output in
            begun.offer(())
            await Task.yield()
            try await output.emit("done")
            ended.withLock { $0 += 1 }
            return .emitted
        })
        try await LiveGateway.run(agents: [agent]) { live in
            let sockets = try await Self.programs(4, live)
            for (index, socket) in sockets.enumerated() {
                let id = try await Self.agent(socket, "run-\(index)", key: "agent:main:end-\(index)")
                #expect(try await socket.response(id)["payload"]?["status"]?.stringValue == "accepted")
            }
            for _ in 0..<4 { _ = await begun.next() }
            live.gateway.beginShutdown()
            for socket in sockets { await socket.close() }
        }
        #expect(ended.withLock { $0 } == 4)
    }
}
