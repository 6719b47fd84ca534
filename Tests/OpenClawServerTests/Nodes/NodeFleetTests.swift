// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import OpenClawTesting
import Testing

/// Many nodes over sockets of their own.
@Suite(.timeLimit(.minutes(5))) struct NodeFleetTests {
    /// SPEC N4 and N5: what a node had that disappears is done by others, and every call is answered once.
    @Test func twoHundredNodesConnectAndOneDisappearsWithoutALostCall() async throws {
        try await LiveGateway.run { live in
            let count = 200
            let lost = Mailbox<Void>(capacity: 4, overflow: .dropNewest)
            let answered = SharedValue(0)
            try await withThrowingTaskGroup(of: Void.self) { nodes in
                let devices = try (0..<count).map { _ in try TestDevice() }
                let victim = devices[7].id
                for device in devices {
                    nodes.addTask {
                        let (socket, _) = try await live.enter(device, NodeSocketTests.wish())
                        do {
                            while true {
                                let request = try await socket.event("node.invoke.request")
                                if device.id == victim {
                                    // It takes the work with it.
                                    await socket.close()
                                    lost.offer(())
                                    return
                                }
                                answered.change { $0 += 1 }
                                _ = try await NodeSocketTests.answer(request, on: socket, .string(device.id))
                            }
                        } catch is LiveSocket.Ended {}  // The gateway has stopped.
                    }
                }
                try await eventually { live.gateway.nodes.descriptors.count == count }
                let places = try await withThrowingTaskGroup(of: String.self) { calls in
                    for number in 0..<(2 * count) {
                        calls.addTask {
                            let call = NodeInvocation(id: "w\(number)", command: "system.which", timeout: .seconds(600), isRepeatable: true)
                            return try await live.gateway.invoke(call, where: NodeRequirement()).payload.stringValue ?? ""
                        }
                    }
                    return try await calls.reduce(into: [String]()) { $0.append($1) }
                }
                #expect(lost.count == 1, "the one that disappears had something to do")
                #expect(places.count == 2 * count)
                #expect(!places.contains(victim))
                #expect(answered.value == 2 * count)
                let client = try await live.operatorClient()
                let rows = try await client.call("node.list")["nodes"]?.arrayValue ?? []
                #expect(rows.count == count)
                #expect(rows.filter { $0["connected"]?.boolValue == false }.map { $0["nodeId"]?.stringValue } == [victim])
                await client.close()
                live.gateway.beginShutdown()
                try await nodes.waitForAll()
            }
        }
    }
}
