// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Synchronization
import Testing

/// Calls of nodes through a running gateway, over frames and in process.
@Suite struct NodeCallTests {
    /// A node that answers `system.which` with its parameters and holds `system.run` until it is let go.
    final class Held: Node {
        let descriptor: NodeDescriptor
        let started = Mailbox<String>(capacity: 256, overflow: .dropOldest)
        let ended = Mailbox<String>(capacity: 256, overflow: .dropOldest)
        private let gate = Mutex((isOpen: false, waiting: [Mailbox<Void>]()))

        init(_ id: NodeID, platform: String = "linux", tags: [String] = []) {
            self.descriptor = NodeDescriptor(
                id: id,
                platform: platform,
                capabilities: ["shell"],
                commands: ["system.which", "system.run", "camera.snap"],
                tags: tags
            )
        }

        func letGo() {
            let waiting = self.gate.withLock { gate in
                gate.isOpen = true
                return gate.waiting
            }
            for mailbox in waiting { mailbox.close() }
        }

        private func hold() async {
            let mailbox = Mailbox<Void>(capacity: 1)
            let isOpen = self.gate.withLock { gate in
                gate.waiting.append(mailbox)
                return gate.isOpen
            }
            if !isOpen { _ = await mailbox.next() }
        }

        func invoke(_ invocation: NodeInvocation) async throws(NodeError) -> JSONValue {
            switch invocation.command {
            case "system.which": return invocation.params
            case "system.run":
                self.started.offer(invocation.id)
                invocation.progress.report("working")
                await self.hold()
                self.ended.offer(invocation.id)
                if Task.isCancelled { throw NodeError(.cancelled, "called off") }
                return ["by": .string(self.descriptor.id.rawValue)]
            default: throw NodeError(.backgroundUnavailable, "the app is in the background")
            }
        }
    }

    static func run(
        _ nodes: [Held],
        resumes: Bool = true,
        policy: NodeCommandPolicy = NodeCommandPolicy(),
        _ body: @Sendable (Gateway, LocalClient, [FrameNode]) async throws -> Void
    ) async throws {
        let gateway = try Gateway(configuration: GatewayConfiguration(nodeCommands: policy), agents: [EchoAgent()])
        let frames = nodes.map { FrameNode($0, gateway: gateway, resumes: resumes) }
        try await gateway.run { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for node in frames { group.addTask { await node.run() } }
                for node in frames { node.connect() }
                try await body(gateway, client, frames)
                for node in nodes { node.letGo() }
                group.cancelAll()
            }
        }
    }

    static func error(_ body: () async throws -> Void) async -> MethodError? {
        do {
            try await body()
            return nil
        } catch { return error as? MethodError }
    }

    @Test func aSocketNodeIsListedDescribedAndCalled() async throws {
        let held = Held("n", tags: ["gpu"])
        try await Self.run([held]) { _, client, _ in
            let list = try await client.call("node.list")
            let row = list["nodes"]?[0]
            #expect(row?["nodeId"]?.stringValue == "n")
            #expect(row?["connected"]?.boolValue == true)
            #expect(row?["commands"]?.arrayValue?.count == 2)  // The camera is for the operator to allow.
            #expect(row?["tags"]?[0]?.stringValue == "gpu")
            #expect(row?["caps"]?.arrayValue?.compactMap(\.stringValue) == ["shell", "invoke-resume"])
            let described = try await client.call("node.describe", ["nodeId": "n"])
            #expect(described["platform"]?.stringValue == "linux")
            let answer = try await client.call(
                "node.invoke",
                ["nodeId": "n", "command": "system.which", "params": ["bins": ["sh"]], "idempotencyKey": "1"]
            )
            #expect(answer["ok"]?.boolValue == true)
            #expect(answer["payload"]?["bins"]?[0]?.stringValue == "sh")
            #expect(answer["payloadJSON"]?.stringValue == #"{"bins":["sh"]}"#)
        }
    }

    @Test func theSameKeyRunsTheCommandOnce() async throws {
        let held = Held("n")
        try await Self.run([held]) { _, client, frames in
            for _ in 0..<3 {
                _ = try await client.call("node.invoke", ["nodeId": "n", "command": "system.which", "idempotencyKey": "k"])
            }
            #expect(frames[0].requests.count == 1)
            let error = await Self.error {
                _ = try await client.call("node.invoke", ["nodeId": "n", "command": "system.which", "params": [:], "idempotencyKey": "k"])
            }
            #expect(error?.code == .invalidRequest)
            #expect(error?.details?["code"]?.stringValue == "IDEMPOTENCY_KEY_REUSED")
        }
    }

    @Test(arguments: [
        ("x", "system.which", "UNAVAILABLE", "NOT_CONNECTED"), ("n", "camera.snap", "INVALID_REQUEST", ""),
        ("n", "fly", "INVALID_REQUEST", ""),
        ("n", "system.execApprovals.set", "INVALID_REQUEST", ""),
    ]) func whatCannotBeCalledIsRefused(node: String, command: String, code: String, detail: String) async throws {
        try await Self.run([Held("n")]) { _, client, _ in
            let error = await Self.error {
                _ = try await client.call("node.invoke", ["nodeId": .string(node), "command": .string(command), "idempotencyKey": "1"])
            }
            #expect(error?.code.rawValue == code)
            if detail.isEmpty {
                #expect(error?.details?["command"]?.stringValue == command)
            } else {
                #expect(error?.details?["code"]?.stringValue == detail)
            }
        }
    }

    @Test func aCallSurvivesAReconnectAndRunsOnce() async throws {
        let held = Held("n")
        try await Self.run([held]) { gateway, _, frames in
            async let answer = gateway.invoke(NodeInvocation(id: "call", command: "system.run", timeout: .seconds(120)), on: "n")
            _ = await held.started.next()
            frames[0].disconnect()
            #expect(gateway.nodes.descriptors.isEmpty)
            frames[0].connect()
            held.letGo()
            let payload = try await answer
            #expect(payload["by"]?.stringValue == "n")
            #expect(held.started.poll() == nil)
        }
    }

    @Test func anAnswerThatCouldNotBeSentIsSentAfterTheReconnect() async throws {
        let held = Held("n")
        try await Self.run([held]) { gateway, _, frames in
            async let answer = gateway.invoke(NodeInvocation(id: "call", command: "system.run", timeout: .seconds(120)), on: "n")
            _ = await held.started.next()
            frames[0].disconnect()
            held.letGo()
            _ = await held.ended.next()
            frames[0].connect()
            let payload = try await answer
            #expect(payload["by"]?.stringValue == "n")
        }
    }

    @Test func aRestartedNodeEndsItsCallsAtOnce() async throws {
        let held = Held("n")
        try await Self.run([held]) { gateway, _, frames in
            async let answer = gateway.invoke(NodeInvocation(id: "call", command: "system.run", timeout: .seconds(120)), on: "n")
            _ = await held.started.next()
            frames[0].restart()
            frames[0].connect()
            let outcome: NodeError?
            do {
                _ = try await answer
                outcome = nil
            } catch { outcome = error as? NodeError }
            #expect(outcome?.code == .restarted)
            #expect(frames[0].requests.count == 1)
        }
    }

    @Test func whenNobodyWaitsAnyMoreTheNodeIsTold() async throws {
        let held = Held("n")
        try await Self.run([held]) { gateway, _, _ in
            await #expect(throws: NodeError.self) {
                _ = try await gateway.invoke(NodeInvocation(id: "call", command: "system.run", timeout: .milliseconds(1)), on: "n")
            }
            _ = await held.started.next()
            _ = await held.ended.next()
        }
    }

    @Test func aNodeOfThisProcessIsToldToo() async throws {
        let held = Held("n")
        let gateway = try Gateway {
            EchoAgent()
            held
        }
        try await gateway.run { _ in
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: NodeError.self) {
                        _ = try await gateway.invoke(NodeInvocation(id: "call", command: "system.run", timeout: .seconds(120)), on: "n")
                    }
                }
                _ = await held.started.next()
                group.cancelAll()
                _ = await held.ended.next()
            }
        }
    }

    @Test func progressReachesTheCaller() async throws {
        let held = Held("n")
        try await Self.run([held]) { gateway, _, _ in
            let pieces = Mailbox<String>(capacity: 8)
            let call = NodeInvocation(
                id: "call",
                command: "system.run",
                timeout: .seconds(120),
                progress: NodeProgress { pieces.offer($0) }
            )
            async let answer = gateway.invoke(call, on: "n")
            #expect(await pieces.next() == "working")
            held.letGo()
            _ = try await answer
        }
    }

    /// SPEC N5 and N4: nobody's work is lost when one of many nodes disappears.
    @Test func twoHundredNodesAndOneDisappears() async throws {
        let nodes = (0..<200).map { Held(NodeID(rawValue: "node-\($0)")) }
        try await Self.run(nodes) { gateway, client, frames in
            let list = try await client.call("node.list")
            #expect(list["nodes"]?.arrayValue?.count == 200)
            let places = try await withThrowingTaskGroup(of: NodeID.self) { group in
                for number in 0..<400 {
                    group.addTask {
                        let call = NodeInvocation(id: "w\(number)", command: "system.run", timeout: .seconds(120), isRepeatable: true)
                        return try await gateway.invoke(call, where: NodeRequirement(capabilities: ["shell"])).node
                    }
                }
                for node in nodes { _ = await node.started.next() }
                frames[7].restart()
                for node in nodes { node.letGo() }
                return try await group.reduce(into: [NodeID]()) { $0.append($1) }
            }
            #expect(places.count == 400)
            #expect(!places.contains("node-7"))
        }
    }

    @Test func aCommandForADeviceInTheBackgroundWaitsForIt() async throws {
        let held = Held("n", platform: "ios")
        try await Self.run([held], policy: NodeCommandPolicy(allow: ["camera.snap"])) { _, client, frames in
            let error = await Self.error {
                _ = try await client.call(
                    "node.invoke",
                    ["nodeId": "n", "command": "camera.snap", "params": ["q": 1], "idempotencyKey": "s"]
                )
            }
            #expect(error?.details?["code"]?.stringValue == "QUEUED_UNTIL_FOREGROUND")
            let pulled = frames[0].call("node.pending.pull", [:])
            #expect(pulled?["actions"]?[0]?["command"]?.stringValue == "camera.snap")
            #expect(pulled?["actions"]?[0]?["paramsJSON"]?.stringValue == #"{"q":1}"#)
            let id = pulled?["actions"]?[0]?["id"] ?? .null
            #expect(frames[0].call("node.pending.ack", ["ids": .array([id])])?["error"] == nil)
            await eventually { frames[0].call("node.pending.pull", [:])?["actions"]?.arrayValue?.isEmpty == true }
        }
    }

    @Test func workIsEnqueuedAndDrained() async throws {
        try await Self.run([Held("n")]) { _, client, frames in
            let queued = try await client.call("node.pending.enqueue", ["nodeId": "n", "type": "status.request"])
            #expect(queued["wakeTriggered"]?.boolValue == false)
            let drained = frames[0].call("node.pending.drain", [:])
            #expect(drained?["items"]?[0]?["type"]?.stringValue == "status.request")
            #expect(drained?["hasMore"]?.boolValue == false)
        }
    }

    @Test func aNodeSpeaksForItselfOnly() async throws {
        let held = Held("n")
        try await Self.run([held, Held("m")]) { gateway, _, frames in
            async let answer = gateway.invoke(NodeInvocation(id: "call", command: "system.run", timeout: .seconds(120)), on: "n")
            _ = await held.started.next()
            let forged = frames[1].call("node.invoke.result", ["id": "call", "nodeId": "n", "ok": true, "payload": "forged"])
            #expect(forged?["error"]?["message"]?.stringValue?.hasPrefix("nodeId mismatch") == true)
            let foreign = frames[1].call("node.invoke.result", ["id": "call", "nodeId": "m", "ok": true, "payload": "forged"])
            #expect(foreign?["ignored"]?.boolValue == true)
            held.letGo()
            let payload = try await answer
            #expect(payload["by"]?.stringValue == "n")
        }
    }

    @Test func nodesCallTheirOwnMethodsOnlyAndOperatorsNotTheirs() async throws {
        try await Self.run([Held("n")]) { _, client, frames in
            #expect(frames[0].call("node.list", [:])?["error"]?["message"]?.stringValue == "unauthorized role: node")
            #expect(frames[0].call("exec.approval.resolve", ["id": "x", "decision": "allow-once"])?["error"] != nil)
            let error = await Self.error { _ = try await client.call("node.invoke.result", ["id": "x", "ok": true]) }
            #expect(error?.message == "unauthorized role: operator")
        }
    }
}
