// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawTesting
import OpenClawWire
import Synchronization
import Testing

@Suite("Methods for operators") struct OperationsMethodTests {
    /// An agent that repeats what it is told, word for word.
    private static let parrot = ClosureAgent(id: "main") { turn in turn.text }

    @Test func aNoteReachesTheAgentWithTheNextTurn() async throws {
        try await LiveGateway.run(agents: [Self.parrot]) { live in
            let socket = try await live.connect()
            #expect(try await socket.call("wake", ["mode": "next-heartbeat", "text": "the door is open"])["ok"]?.boolValue == true)
            #expect(try await socket.call("status")["queuedSystemEvents"]?.arrayValue == ["the door is open"])
            _ = try await socket.call("chat.send", ["sessionKey": "main", "message": "hello", "idempotencyKey": "1"])
            let final = try await socket.event("chat") { $0["state"]?.stringValue == "final" }
            let text = final["payload"]?["message"]?["content"]?[0]?["text"]?.stringValue ?? ""
            #expect(text.hasPrefix("System: ["))
            #expect(text.contains("] the door is open\n"))
            #expect(text.hasSuffix("hello"))
            #expect(try await socket.call("status")["queuedSystemEvents"]?.arrayValue == [])
            await socket.close()
        }
    }

    @Test func statusKnowsASessionAsSoonAsItIsThere() async throws {
        try await LiveGateway.run(agents: [Self.parrot]) { live in
            let socket = try await live.connect()
            #expect(try await socket.call("status")["sessions"]?["count"]?.intValue == 0)
            for (index, key) in ["main", "other"].enumerated() {
                _ = try await socket.call("chat.send", ["sessionKey": .string(key), "message": "hello", "idempotencyKey": .string(key)])
                _ = try await socket.event("chat") { $0["state"]?.stringValue == "final" }
                let sessions = try await socket.call("status")["sessions"]
                #expect(sessions?["count"]?.intValue == Int64(index + 1))
                #expect(sessions?["recent"]?[0]?["key"]?.stringValue?.hasSuffix(key) == true)
            }
            await socket.close()
        }
    }

    @Test func wakingNowMakesAHeartbeat() async throws {
        let agent = ClosureAgent(id: "main") { turn in turn.text.contains("fire") ? "I call for help" : "HEARTBEAT_OK" }
        try await LiveGateway.run(agents: [agent]) { live in
            let socket = try await live.connect()
            #expect(try await socket.call("last-heartbeat").isNull)
            _ = try await socket.call("wake", ["mode": "now", "text": "all is quiet"])
            #expect(try await socket.event("heartbeat")["payload"]?["status"]?.stringValue == "ok-token")
            _ = try await socket.call("system-event", ["text": "fire", "wake": true])
            let event = try await socket.event("heartbeat")
            #expect(event["payload"]?["status"]?.stringValue == "sent")
            #expect(event["payload"]?["preview"]?.stringValue == "I call for help")
            #expect(try await socket.call("last-heartbeat") == event["payload"])
            let history = try await socket.call("chat.history", ["sessionKey": "main"])
            let said = history["messages"]?.arrayValue?.filter { $0["role"]?.stringValue == "assistant" }
            #expect(said?.count == 1, "a heartbeat with nothing to say leaves no answer behind")
            await socket.close()
        }
    }

    /// Each silent heartbeat left its prompt in the transcript, and every later turn sent all of them to the model.
    @Test func aHeartbeatWithNothingToSayLeavesNoPromptBehind() async throws {
        let agent = ClosureAgent(id: "main") { turn in turn.text.contains("wake up") ? "All is well. HEARTBEAT_OK" : "hello" }
        let configuration = GatewayConfiguration(heartbeat: HeartbeatConfiguration(every: .milliseconds(10), prompt: "wake up"))
        try await LiveGateway.run(agents: [agent], configuration: configuration) { live in
            let socket = try await live.connect()
            // The first one makes the session.
            for _ in 0..<4 { #expect(try await socket.event("heartbeat")["payload"]?["status"]?.stringValue == "ok-token") }
            _ = try await socket.call("set-heartbeats", ["enabled": false])
            let history = try await socket.call("chat.history", ["sessionKey": "main"])
            #expect((history["messages"]?.arrayValue?.count ?? 0) <= 1, "\(history)")
            _ = try await socket.call("wake", ["mode": "now", "text": "the milk is sour"])
            // What somebody has left for the agent stays.
            try await eventually {
                "\(try await socket.call("chat.history", ["sessionKey": "main"]))".contains("the milk is sour")
            }
            await socket.close()
        }
    }

    @Test func heartbeatsComeOnTimeUntilTheyAreSwitchedOff() async throws {
        let turns = Atomic(0)
        let agent = ClosureAgent(id: "main") { _ in
            turns.add(1, ordering: .relaxed)
            return "HEARTBEAT_OK"
        }
        let configuration = GatewayConfiguration(heartbeat: HeartbeatConfiguration(every: .milliseconds(10)))
        try await LiveGateway.run(agents: [agent], configuration: configuration) { live in
            let socket = try await live.connect()
            for _ in 0..<2 { #expect(try await socket.event("heartbeat")["payload"]?["status"]?.stringValue == "ok-token") }
            #expect(try await socket.call("set-heartbeats", ["enabled": false])["enabled"]?.boolValue == false)
            await socket.close()
        }
        #expect(turns.load(ordering: .relaxed) >= 2)
    }

    @Test func blankWakesAreNotOK() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            #expect(try await socket.call("wake", ["mode": "now", "text": " "])["ok"]?.boolValue == false)
            #expect(try await socket.failure("wake", ["mode": "later", "text": "x"])["message"]?.stringValue?.contains("mode") == true)
            #expect(try await socket.failure("system-event")["message"]?.stringValue?.contains("text is required") == true)
            await socket.close()
        }
    }

    @Test func voiceWordsAreKeptAndTold() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            #expect(try await socket.call("voicewake.get")["triggers"]?.arrayValue?.contains("openclaw") == true)
            _ = try await socket.call("voicewake.set", ["triggers": ["  hey   claw ", "", "hey claw"]])
            #expect(try await socket.event("voicewake.changed")["payload"]?["triggers"]?.arrayValue == ["hey claw"])
            #expect(try await socket.call("voicewake.get")["triggers"]?.arrayValue == ["hey claw"])
            await socket.close()
        }
    }

    @Test func theLogIsRead() async throws {
        let tail = LogTail()
        let configuration = GatewayConfiguration(logTail: tail, logger: Logger(component: "test", sink: tail))
        try await LiveGateway.run(configuration: configuration) { live in
            let socket = try await live.connect()
            let page = try await socket.call("logs.tail")
            let lines = page["lines"]?.arrayValue?.compactMap(\.stringValue) ?? []
            #expect(lines.contains { $0.contains("gateway.start") })
            #expect(page["file"]?.stringValue == "memory")
            live.gateway.configuration.logger.info("something.new")
            let more = try await socket.call("logs.tail", ["cursor": page["cursor"] ?? 0])
            #expect(more["lines"]?.arrayValue?.count == 1)
            let reset = try await socket.call("logs.tail", ["cursor": 999_999_999])
            #expect(reset["reset"]?.boolValue == true)
            await socket.close()
        }
    }

    /// Methods that answer with what exists, and one word of each answer.
    @Test(arguments: [
        ("tools.catalog", "groups"), ("tools.effective", "groups"), ("commands.list", "commands"), ("skills.status", "skills"),
        ("cron.status", "enabled"), ("cron.list", "jobs"), ("cron.runs", "entries"), ("tts.status", "enabled"),
        ("tts.providers", "providers"), ("usage.status", "providers"), ("usage.cost", "totals"), ("system.info", "hostname"),
        ("talk.config", "config"), ("models.list", "models"), ("models.authStatus", "providers"), ("agents.list", "agents"),
        ("channels.status", "channelOrder"), ("sessions.usage", "totals"),
    ]) func whatExistsIsTold(method: String, word: String) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect(scopes: ["operator.read"])
            #expect(try await socket.call(method).objectValue?.contains(word) == true)
            await socket.close()
        }
    }

    @Test(arguments: ["skills.install", "update.run", "wizard.start"])
    func whatDoesNotExistSaysSo(method: String) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            let error = try await socket.failure(method)
            #expect(error["code"]?.stringValue == "UNAVAILABLE")
            #expect(error["message"]?.stringValue?.contains("does not exist in this version") == true)
            let reader = try await live.connect(scopes: ["operator.read"])
            #expect(try await reader.failure(method)["message"]?.stringValue == "missing scope: operator.admin")
            await socket.close()
            await reader.close()
        }
    }

    @Test func everyAdvertisedMethodExistsAndHealthIsForAnyone() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open()
            let hello = try await socket.call("connect", ConnectFrame.params(scopes: []))
            for method in hello["features"]?["methods"]?.arrayValue ?? [] {
                let frame = try await socket.response(socket.request(method.stringValue ?? ""))
                #expect(frame["error"]?["message"]?.stringValue?.hasPrefix("unknown method") != true)
                #expect((frame["ok"]?.boolValue == true) == (method.stringValue == "health"), "\(method)")
            }
            await socket.close()
        }
    }

    @Test func tokensAreCountedByDay() async throws {
        let agent = ClosureAgent(id: "main") { _, output in
            try await output.emit(.textDelta("x"))
            try await output.emit(.usage(TokenUsage(input: 5, output: 3)))
            return .emitted
        }
        try await LiveGateway.run(agents: [agent]) { live in
            let socket = try await live.connect()
            _ = try await socket.call("agent", ["message": "x", "idempotencyKey": "1"])
            _ = try await socket.call("agent.wait", ["runId": "1", "timeoutMs": 60_000])
            let usage = try await socket.call("usage.cost", ["days": 1])
            #expect(usage["totals"]?["totalTokens"]?.intValue == 8)
            #expect(usage["totals"]?["missingCostEntries"]?.intValue == 1)
            #expect(usage["daily"]?.arrayValue?.count == 1)
            let sessions = try await socket.call("sessions.usage", ["key": "main"])
            #expect(sessions["totals"]?["input"]?.intValue == 5)
            await socket.close()
        }
    }

    @Test func aKeyIsNotUsedForTwoThings() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            let request: JSONObject = ["sessionKey": "main", "message": "x", "idempotencyKey": "k"]
            _ = try await socket.call("chat.send", request)
            _ = try await socket.event("chat") { $0["state"]?.stringValue == "final" }
            #expect(try await socket.call("chat.send", request)["status"]?.stringValue == "ok")
            var other = request
            other["message"] = "y"
            #expect(
                try await socket.failure("chat.send", other)["message"]?.stringValue?.contains("idempotencyKey was used before") == true
            )
            let agent: JSONObject = ["message": "z", "idempotencyKey": "a"]
            _ = try await socket.call("agent", agent)
            _ = try await socket.call("agent.wait", ["runId": "a", "timeoutMs": 60_000])
            let again = try await socket.call("agent", agent)
            #expect(again["status"]?.stringValue == "ok")
            #expect(again["result"]?["payloads"]?[0]?["text"]?.stringValue?.contains("z") == true)
            await socket.close()
        }
    }

    @Test func theAgentAnswersTwice() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            let id = try await socket.request("agent", ["message": "x", "idempotencyKey": "1"])
            #expect(try await socket.response(id)["payload"]?["status"]?.stringValue == "accepted")
            let last = try await socket.response(id)
            #expect(last["payload"]?["status"]?.stringValue == "ok")
            #expect(last["payload"]?["summary"]?.stringValue == "completed")
            await socket.close()
        }
    }

    @Test func sessionsAreMadeSpokenToAndStopped() async throws {
        let gate = Mailbox<Void>(capacity: 1, overflow: .dropNewest)
        let agent = ClosureAgent(id: "main") { turn in
            if turn.text == "wait" { _ = await gate.next() }
            return turn.text
        }
        try await LiveGateway.run(agents: [agent]) { live in
            let socket = try await live.connect()
            let made = try await socket.call("sessions.create", ["label": "Ideas", "message": "first"])
            let key = made["key"]?.stringValue ?? ""
            #expect(key.hasPrefix("agent:main:dashboard:"))
            #expect(made["runStarted"]?.boolValue == true)
            _ = try await socket.event("chat") { $0["state"]?.stringValue == "final" && $0["sessionKey"]?.stringValue == key }
            #expect(try await socket.call("sessions.describe", ["key": .string(key)])["session"]?["label"]?.stringValue == "Ideas")
            let sent = try await socket.call("sessions.send", ["key": .string(key), "message": "wait", "idempotencyKey": "w"])
            #expect(sent["status"]?.stringValue == "started")
            #expect(sent["messageSeq"]?.intValue == 3)
            try await eventually {
                try await socket.call("sessions.describe", ["key": .string(key)])["session"]?["hasActiveRun"]?.boolValue == true
            }
            let aborted = try await socket.call("sessions.abort", ["key": .string(key)])
            #expect(aborted["status"]?.stringValue == "aborted")
            #expect(aborted["abortedRunId"]?.stringValue == "w")
            #expect(try await socket.call("sessions.abort", ["key": .string(key)])["status"]?.stringValue == "no-active-run")
            let error = try await socket.failure("sessions.send", ["key": "agent:main:nowhere", "message": "x"])
            #expect(error["message"]?.stringValue == "session not found: agent:main:nowhere")
            let compact = try await socket.call("sessions.compact", ["key": .string(key)])
            #expect(compact["compacted"]?.boolValue == false)
            await socket.close()
        }
    }

    @Test func healthKnowsNewSessionsSoon() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            _ = try await socket.call("chat.send", ["sessionKey": "agent:main:new", "message": "x", "idempotencyKey": "1"])
            try await eventually { try await socket.call("health")["sessions"]?["count"]?.intValue == 1 }
            await socket.close()
        }
    }

    @Test func aProbeLooksAnewAndTellsOfSessionsAndHeartbeats() async throws {
        let configuration = GatewayConfiguration(
            // Nothing is looked at by itself while this test runs.
            healthInterval: .seconds(86_400),
            heartbeat: HeartbeatConfiguration(every: .seconds(5_400), prompt: "all well?", acknowledgementCharacters: 7)
        )
        let agents: [any Agent] = [EchoAgent(id: "main"), EchoAgent(id: "ops")]
        try await LiveGateway.run(agents: agents, configuration: configuration) { live in
            let socket = try await live.connect()
            for (number, key) in ["agent:main:a", "agent:main:b", "agent:ops:c"].enumerated() {
                _ = try await socket.call("chat.inject", ["sessionKey": .string(key), "message": "x"])
                let health = try await socket.call("health", ["probe": true])
                #expect(health["sessions"]?["count"]?.intValue == Int64(number + 1))
                #expect(health["sessions"]?["recent"]?[0]?["key"]?.stringValue == key)
            }
            let health = try await socket.call("health", ["probe": true])
            #expect(health["heartbeatSeconds"]?.intValue == 5_400)
            let (main, ops) = (health["agents"]?[0], health["agents"]?[1])
            #expect(main?["sessions"]?["count"]?.intValue == 2)
            #expect(ops?["sessions"]?["count"]?.intValue == 1)
            #expect(ops?["sessions"]?["recent"]?[0]?["key"]?.stringValue == "agent:ops:c")
            let expected: JSONValue = [
                "enabled": true, "every": "1h30m", "everyMs": 5_400_000, "prompt": "all well?", "target": "none",
                "session": "agent:main:main", "ackMaxChars": 7,
            ]
            #expect(main?["heartbeat"] == expected)
            // Only the default agent has heartbeats.
            #expect(ops?["heartbeat"]?["enabled"]?.boolValue == false)
            #expect(try await socket.call("status")["heartbeat"]?["agents"]?[0]?["every"]?.stringValue == "1h30m")
            _ = try await socket.call("set-heartbeats", ["enabled": false])
            let off = try await socket.call("health", ["probe": true])
            #expect(off["heartbeatSeconds"]?.intValue == 0)
            #expect(off["agents"]?[0]?["heartbeat"]?["every"]?.stringValue == "disabled")
            #expect(try await socket.failure("health", ["probe": "yes"])["code"]?.stringValue == "INVALID_REQUEST")
            await socket.close()
        }
    }

    @Test func aRestedSessionBeginsANewTranscript() async throws {
        let clock = ManualWallClock(Timestamp(milliseconds: 1_800_000_000_000))
        let configuration = GatewayConfiguration(sessionTimeToLive: .seconds(3_600), wallClock: clock)
        let agent = ClosureAgent(id: "main") { turn in "\(turn.history.count)" }
        try await LiveGateway.run(agents: [agent], configuration: configuration) { live in
            let first = try await live.gateway.client.chat("one").text
            #expect(first == "0")
            clock.advance(by: .seconds(3_599))
            let second = try await live.gateway.client.chat("two").text
            #expect(second == "2")
            clock.advance(by: .seconds(3_601))
            let third = try await live.gateway.client.chat("three").text
            #expect(third == "0")
        }
    }

    @Test func aSilentClientIsDisconnectedWhenConfigured() async throws {
        let policy = GatewayServerConfiguration.Policy(
            handshakeTimeout: .seconds(120),
            pingTimeout: .seconds(120),
            idleTimeout: .milliseconds(100)
        )
        try await LiveGateway.run(policy: policy) { live in
            let socket = try await live.connect()
            #expect(try await socket.end() == LiveSocket.Ended(code: 1000, reason: "idle timeout"))
        }
    }

    @Test func aMethodThatTakesTooLongIsAnswered() async throws {
        let configuration = GatewayConfiguration(methodTimeout: .milliseconds(20))
        let gate = Mailbox<Void>(capacity: 1, overflow: .dropNewest)
        let slow = Method.asynchronous("slow", .scopes(.read)) { _ in
            _ = await gate.next()
            return .value("late")
        }.timed
        let gateway = try Gateway(
            configuration: configuration,
            parts: GatewayParts(agents: [EchoAgent(id: "main")], methods: [slow])
        )
        try await gateway.run { client in
            await #expect(throws: MethodError.self) { try await client.call("slow") }
            gate.close()
        }
    }

    @Test func controlPlaneWritesAreLimitedForEachMethod() async throws {
        let write = Method.immediate("config.patch", .scopes(.admin)) { _ throws(MethodError) in .value("done") }.controlPlaneWrite
        let other = Method.immediate("config.apply", .scopes(.admin)) { _ throws(MethodError) in .value("done") }.controlPlaneWrite
        let gateway = try Gateway(parts: GatewayParts(agents: [EchoAgent(id: "main")], methods: [write, other]))
        try await gateway.run { client in
            for _ in 0..<3 { _ = try await client.call("config.patch") }
            do {
                _ = try await client.call("config.patch")
                Issue.record("a fourth write was let through")
            } catch let error as MethodError {
                #expect(error.code == .unavailable)
                #expect(error.retryable == true)
                #expect(error.details?["limit"]?.stringValue == "3 per 60s")
                #expect(error.message.hasPrefix("rate limit exceeded for config.patch; retry after "))
            }
            _ = try await client.call("config.apply")
        }
    }

    @Test func sendReachesAChannelOnce() async throws {
        let channel = ScriptedChannel(id: "wire")
        let gateway = try Gateway(agents: [EchoAgent(id: "main")], channels: [channel])
        try await gateway.run { client in
            let params: JSONObject = ["to": "group:7", "message": "hi", "channel": "wire", "idempotencyKey": "k"]
            let first = try await client.call("send", params)
            #expect(try await client.call("send", params) == first)
            #expect(first["channel"]?.stringValue == "wire")
            var other = params
            other["message"] = "other"
            await #expect(throws: MethodError.self) { try await client.call("send", other) }
            await #expect(throws: MethodError.self) {
                try await client.call("send", ["to": "7", "message": "hi", "channel": "webchat", "idempotencyKey": "z"])
            }
        }
    }
}
