// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

@Suite struct NodeInvocationsTests {
    /// A machine with its nodes, and what it asked for.
    final class Bench {
        var machine: NodeInvocations
        var connection: UInt64 = 0
        var log: [String] = []

        init(limits: NodeInvocations.Limits = .init()) { self.machine = NodeInvocations(limits: limits) }

        func connect(_ id: NodeID, instance: String? = "p1", resumes: Bool = true, tags: [String] = [], at now: Int = 0) {
            self.connection += 1
            let descriptor = NodeDescriptor(id: id, platform: "linux", commands: ["run", "look"], tags: tags)
            self.note(
                self.machine.connected(
                    .init(connection: self.connection, instance: instance, resumes: resumes, descriptor: descriptor),
                    now: .seconds(now)
                )
            )
        }

        func cut(_ id: NodeID, at now: Int = 0) {
            guard let peer = self.machine.peers[id] else { return }
            self.note(self.machine.disconnected(id, peer.connection, now: .seconds(now)))
        }

        func call(
            _ id: String,
            on node: NodeID? = nil,
            command: String = "run",
            params: JSONValue = .null,
            key: String? = nil,
            waiter: UInt64 = 1,
            isRepeatable: Bool = false,
            isHeld: Bool = false,
            tags: Set<String> = [],
            at now: Int = 0
        ) -> String {
            var call = NodeInvocation(id: id, command: command, params: params, idempotencyKey: key, isRepeatable: isRepeatable)
            call.isHeld = isHeld
            let (admission, actions) =
                if let node {
                    self.machine.begin(call, on: node, waiter: waiter, now: .seconds(now))
                } else {
                    self.machine.begin(call, where: NodeRequirement(tags: tags), waiter: waiter, now: .seconds(now))
                }
            self.note(actions)
            switch admission {
            case .waiting: return "waiting"
            case .finished(_, .success(let value)): return "kept \(value)"
            case .finished(_, .failure(let error)): return "kept \(error.code)"
            case .refused(let error): return "refused \(error.code)"
            }
        }

        func answer(_ id: String, by node: NodeID, _ value: JSONValue = "ok", at now: Int = 0) -> Bool {
            let (counts, actions) = self.machine.answered(id, by: node, .success(value), now: .seconds(now))
            self.note(actions)
            return counts
        }

        func leave(_ id: String, _ waiter: UInt64 = 1) { self.note(self.machine.left(id, waiter, now: .zero)) }

        func note(_ actions: [NodeInvocations.Action]) {
            for action in actions {
                switch action {
                case .send(let connection, let node, let call): self.log.append("send \(call.id) to \(node)#\(connection) \(call.timeout)")
                case .cancel(let connection, let node, let id): self.log.append("cancel \(id) at \(node)#\(connection)")
                case .deliver(let waiters, _, .success(let value)): self.log.append("deliver \(value) to \(waiters)")
                case .deliver(let waiters, _, .failure(let error)): self.log.append("fail \(error.code) to \(waiters)")
                case .progress(let waiters, let chunk): self.log.append("progress \(chunk) to \(waiters)")
                case .released(let id): self.log.append("released \(id)")
                }
            }
        }

        func take() -> [String] {
            defer { self.log = [] }
            return self.log
        }
    }

    @Test func aCallIsSentAndAnsweredOnce() {
        let bench = Bench()
        bench.connect("n")
        #expect(bench.call("a", on: "n") == "waiting")
        #expect(bench.take() == ["send a to n#1 30.0 seconds"])
        #expect(bench.answer("a", by: "n"))
        #expect(bench.take() == [#"deliver "ok" to [1]"#])
        #expect(!bench.answer("a", by: "n"))
        #expect(bench.take().isEmpty)
        #expect(bench.machine.load(of: "n") == 0)
    }

    @Test func aHeldCallIsOpenUntilItsNodeHasLetGoOfIt() {
        let bench = Bench()
        bench.connect("n")
        _ = bench.call("plain", on: "n")
        _ = bench.call("a", on: "n", isHeld: true)
        _ = bench.call("b", on: "n", isHeld: true)
        _ = bench.take()
        bench.leave("plain")
        bench.leave("a")
        bench.leave("b")
        #expect(bench.take() == ["cancel plain at n#1", "cancel a at n#1", "cancel b at n#1"])
        #expect(bench.machine.load(of: "n") == 2)
        #expect(!bench.answer("plain", by: "n") && bench.answer("a", by: "n"))
        #expect(bench.take() == ["released a"])
        // Nobody wants it any more: it does not wait for the node to come back.
        bench.cut("n")
        #expect(bench.take() == ["released b"])
        #expect(bench.machine.load(of: "n") == 0)
        _ = bench.call("c", on: "n", isHeld: true)
        bench.connect("n")
        _ = bench.call("d", on: "n", isHeld: true)
        bench.cut("n")
        bench.leave("d")
        #expect(bench.machine.load(of: "n") == 0, "a node that is away has nothing to let go of")
    }

    @Test func anotherNodesAnswerDoesNotCount() {
        let bench = Bench()
        bench.connect("n")
        bench.connect("m")
        _ = bench.call("a", on: "n")
        #expect(!bench.answer("a", by: "m"))
        #expect(bench.answer("a", by: "n"))
    }

    @Test func whatIsNotThereIsRefused() {
        let bench = Bench()
        #expect(bench.call("a", on: "n") == "refused NOT_CONNECTED")
        bench.connect("n")
        #expect(bench.call("a", on: "n", command: "fly") == "refused UNSUPPORTED_COMMAND")
        #expect(bench.call("a", command: "fly") == "refused NOT_CONNECTED")
        #expect(bench.take().isEmpty)
    }

    @Test func theSameProcessThatComesBackGetsItsCallAgainWithTheTimeThatIsLeft() {
        let bench = Bench()
        bench.connect("n")
        _ = bench.call("a", on: "n")
        _ = bench.take()
        bench.cut("n", at: 5)
        #expect(bench.take().isEmpty)
        #expect(bench.machine.load(of: "n") == 1)
        bench.connect("n", at: 10)
        #expect(bench.take() == ["send a to n#2 20.0 seconds"])
        #expect(bench.answer("a", by: "n", at: 11))
        #expect(bench.take() == [#"deliver "ok" to [1]"#])
    }

    @Test func anotherProcessThatComesBackEndsTheCallAtOnce() {
        let bench = Bench()
        bench.connect("n", instance: "p1")
        _ = bench.call("a", on: "n")
        bench.cut("n")
        _ = bench.take()
        bench.connect("n", instance: "p2")
        #expect(bench.take() == ["fail NODE_RESTARTED to [1]"])
        #expect(bench.machine.load(of: "n") == 0)
    }

    @Test func aNodeThatDoesNotKnowItsCallsIsNotAskedTwiceButMayAnswer() {
        let bench = Bench()
        bench.connect("n", resumes: false)
        _ = bench.call("a", on: "n")
        bench.cut("n")
        _ = bench.take()
        bench.connect("n", instance: "p2", resumes: false)
        #expect(bench.take().isEmpty)
        #expect(bench.answer("a", by: "n"))
        #expect(bench.take() == [#"deliver "ok" to [1]"#])
    }

    @Test func aSecondConnectionTakesTheFirstOnesPlaceAndItsLateEndIsIgnored() {
        let bench = Bench()
        bench.connect("n")
        _ = bench.call("a", on: "n")
        _ = bench.take()
        bench.connect("n")
        #expect(bench.take() == ["send a to n#2 30.0 seconds"])
        bench.note(bench.machine.disconnected("n", 1, now: .zero))
        #expect(bench.machine.peers["n"]?.connection == 2)
    }

    @Test func workGoesToTheNodeWithTheLeastToDoThatFits() {
        let bench = Bench()
        bench.connect("a", tags: ["gpu"])
        bench.connect("b", tags: ["gpu"])
        bench.connect("c")
        _ = bench.call("1", tags: ["gpu"])
        _ = bench.call("2", waiter: 2, tags: ["gpu"])
        _ = bench.call("3", waiter: 3, tags: ["gpu"])
        #expect(bench.take().map { String($0.prefix(11)) } == ["send 1 to a", "send 2 to b", "send 3 to a"])
        #expect(bench.call("4", waiter: 4, tags: ["tpu"]) == "refused NOT_CONNECTED")
    }

    @Test func workThatMayBeRepeatedGoesToAnotherNode() {
        let bench = Bench()
        bench.connect("a")
        bench.connect("b")
        _ = bench.call("1", isRepeatable: true)
        _ = bench.take()
        bench.cut("a")
        #expect(bench.take() == ["send 1 to b#2 30.0 seconds"])
        #expect(!bench.answer("1", by: "a"))
        bench.cut("b")
        #expect(bench.take().isEmpty)
        bench.connect("c")
        #expect(bench.take() == ["send 1 to c#3 30.0 seconds"])
        #expect(bench.answer("1", by: "c"))
        #expect(bench.machine.load(of: "a") == 0)
        #expect(bench.machine.load(of: "c") == 0)
    }

    @Test func workThatMayNotBeRepeatedWaitsForItsNode() {
        let bench = Bench()
        bench.connect("a")
        bench.connect("b")
        _ = bench.call("1")
        _ = bench.take()
        bench.cut("a")
        #expect(bench.take().isEmpty)
    }

    @Test func aNodeThatIsTakenAwayEndsItsCalls() {
        let bench = Bench()
        bench.connect("a")
        _ = bench.call("1", on: "a")
        _ = bench.take()
        bench.note(bench.machine.removed("a", now: .zero))
        #expect(bench.take() == ["fail NOT_CONNECTED to [1]"])
    }

    @Test func theSameKeyJoinsTheCallAndLaterGetsItsAnswer() {
        let bench = Bench()
        bench.connect("n")
        #expect(bench.call("a", on: "n", key: "k", waiter: 1) == "waiting")
        #expect(bench.call("b", on: "n", key: "k", waiter: 2) == "waiting")
        #expect(bench.take().count == 1)
        _ = bench.answer("a", by: "n", 7)
        #expect(bench.take() == ["deliver 7 to [1, 2]"])
        #expect(bench.call("c", on: "n", key: "k", waiter: 3) == "kept 7")
        #expect(bench.call("d", on: "n", params: ["other": true], key: "k", waiter: 4) == "refused IDEMPOTENCY_KEY_REUSED")
        // After five minutes the key is free again.
        #expect(bench.call("e", on: "n", key: "k", waiter: 5, at: 301) == "waiting")
    }

    @Test func keptAnswersAreBoundedInNumberAndBytes() {
        var limits = NodeInvocations.Limits()
        limits.keptAnswers = 2
        limits.keptBytes = 4_096
        let bench = Bench(limits: limits)
        bench.connect("n")
        for name in ["a", "b", "c"] {
            _ = bench.call(name, on: "n", key: name)
            _ = bench.answer(name, by: "n")
        }
        #expect(bench.call("a2", on: "n", key: "a") == "waiting")
        #expect(bench.call("c2", on: "n", key: "c") == #"kept "ok""#)
        _ = bench.call("big", on: "n", key: "big")
        _ = bench.answer("big", by: "n", .string(String(repeating: "x", count: 5_000)))
        #expect(bench.call("big2", on: "n", key: "big") == "waiting")
    }

    @Test func openCallsAreBounded() {
        var limits = NodeInvocations.Limits()
        limits.perNode = 2
        limits.total = 3
        let bench = Bench(limits: limits)
        bench.connect("n")
        bench.connect("m")
        #expect(bench.call("1", on: "n") == "waiting")
        #expect(bench.call("2", on: "n") == "waiting")
        #expect(bench.call("3", on: "n") == "refused NODE_BUSY")
        #expect(bench.call("4") == "waiting")
        #expect(bench.call("5", on: "m") == "refused NODE_BUSY")
    }

    @Test func theLastWhoLeavesCallsItOff() {
        let bench = Bench()
        bench.connect("n")
        _ = bench.call("a", on: "n", key: "k", waiter: 1)
        _ = bench.call("b", on: "n", key: "k", waiter: 2)
        _ = bench.take()
        bench.leave("a", 1)
        #expect(bench.take().isEmpty)
        bench.leave("a", 2)
        #expect(bench.take() == ["cancel a at n#1"])
        #expect(!bench.answer("a", by: "n"))
        #expect(bench.machine.load(of: "n") == 0)
    }

    @Test func whoLeavesWhileTheNodeIsAwayCallsNothingOff() {
        let bench = Bench()
        bench.connect("n")
        _ = bench.call("a", on: "n")
        bench.cut("n")
        _ = bench.take()
        bench.leave("a")
        bench.connect("n")
        #expect(bench.take().isEmpty)
    }

    @Test func piecesOfOutputComeInOrderAndOnce() {
        let bench = Bench()
        bench.connect("n")
        _ = bench.call("a", on: "n")
        _ = bench.take()
        for (number, chunk) in [(0, "x"), (1, "y"), (1, "y"), (0, "x"), (2, "z")] {
            let (counts, actions) = bench.machine.progressed("a", by: "n", sequence: number, chunk)
            #expect(counts)
            bench.note(actions)
        }
        #expect(bench.take() == ["progress x to [1]", "progress y to [1]", "progress z to [1]"])
        let (foreign, _) = bench.machine.progressed("a", by: "m", sequence: 3, "no")
        #expect(!foreign)
    }
}
