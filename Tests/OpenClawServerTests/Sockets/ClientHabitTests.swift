// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawTesting
import OpenClawWire
import Testing

/// What independently written clients send and rely on (PROTOCOL 10.3), point by point; the table is in Docs/Protocol.md.
@Suite("Habits of clients") struct ClientHabitTests {
    @Test(arguments: ["/", "/gateway", "/__openclaw__/gateway", "/ws"]) func point01_theUpgradeComesOnAnyPath(path: String) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open(path: path)
            #expect(try await socket.frame()["event"]?.stringValue == "connect.challenge")
            await socket.close()
        }
    }

    @Test func point02_connectMayComeBeforeTheChallengeIsRead() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open()
            let id = try await socket.request("connect", ConnectFrame.params())
            #expect(try await socket.frame()["event"]?.stringValue == "connect.challenge")
            let next = try await socket.frame()
            #expect(next["id"]?.stringValue == id)
            #expect(next["payload"]?["type"]?.stringValue == "hello-ok")
            await socket.close()
        }
    }

    @Test func point03_nothingComesBetweenConnectAndItsAnswer() async throws {
        let policy = GatewayServerConfiguration.Policy(tickInterval: .milliseconds(5), handshakeTimeout: .seconds(120))
        try await LiveGateway.run(policy: policy) { live in
            for _ in 0..<20 {
                let socket = try await live.open()
                #expect(try await socket.frame()["event"]?.stringValue == "connect.challenge")
                let id = try await socket.request("connect", ConnectFrame.params())
                #expect(try await socket.frame()["id"]?.stringValue == id)
                await socket.close()
            }
        }
    }

    @Test func point04_successHasNoErrorKeyAndFailureNoPayload() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            let good = try await socket.response(socket.request("status"))
            #expect(good.objectValue?.contains("error") == false)
            let bad = try await socket.response(socket.request("sessions.patch"))
            #expect(bad["ok"]?.boolValue == false)
            #expect(bad.objectValue?.contains("payload") == false)
            await socket.close()
        }
    }

    @Test(arguments: [(3, 3, 3), (3, 4, 4), (4, 4, 4), (3, 9, 4)]) func point05_theVersionIsTheClientsMaximumUpTo4(low: Int, high: Int, chosen: Int64) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open()
            let hello = try await socket.call("connect", ConnectFrame.params(minimum: low, maximum: high))
            #expect(hello["protocol"]?.intValue == chosen)
            await socket.close()
        }
    }

    @Test(arguments: [(1, 2), (5, 6)]) func point05_otherVersionsAreAFailedAnswerAndAClose(low: Int, high: Int) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open()
            let error = try await socket.failure("connect", ConnectFrame.params(minimum: low, maximum: high))
            #expect(error["details"]?["code"]?.stringValue == "PROTOCOL_MISMATCH")
            #expect(try await socket.end().code == 1002)
        }
    }

    @Test func point06_helloListsTheScopesThatWereGranted() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open()
            let hello = try await socket.call("connect", ConnectFrame.params(scopes: ["operator.read", "operator.write"]))
            #expect(hello["auth"]?["scopes"]?.arrayValue == ["operator.read", "operator.write"])
            await socket.close()
        }
    }

    @Test func point08_theRunHasTheNameOfTheIdempotencyKeyAndItsAnswerComesFirst() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            let id = try await socket.request("chat.send", ["sessionKey": "main", "message": "hi", "idempotencyKey": "my-key"])
            var isAnswered = false
            while true {
                let frame = try await socket.frame()
                if frame["id"]?.stringValue == id {
                    #expect(frame["payload"]?["runId"]?.stringValue == "my-key")
                    isAnswered = true
                }
                guard frame["payload"]?["runId"]?.stringValue == "my-key", frame["type"]?.stringValue == "event" else { continue }
                #expect(isAnswered)
                if frame["payload"]?["state"]?.stringValue == "final" { break }
            }
            await socket.close()
        }
    }

    @Test func point09_finalCarriesTheWholeTextInBothVersions() async throws {
        try await LiveGateway.run { live in
            for version in [3, 4] {
                let socket = try await live.connect(minimum: version, maximum: version)
                _ = try await socket.call("chat.send", ["sessionKey": "main", "message": "whole", "idempotencyKey": .string("f\(version)")])
                let final = try await socket.event("chat") { $0["state"]?.stringValue == "final" && $0["runId"]?.stringValue == "f\(version)" }
                let text = final["payload"]?["message"]?["content"]?[0]?["text"]?.stringValue ?? ""
                #expect(text.contains("whole"))
                await socket.close()
            }
        }
    }

    @Test func point10_waitingEndsAtItsTimeWithASuccess() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            let answer = try await socket.call("agent.wait", ["runId": "unheard-of", "timeoutMs": 20])
            #expect(answer["status"]?.stringValue == "timeout")
            await socket.close()
        }
    }

    @Test func point10_waitingEndsAfterAllEventsOfTheRun() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            _ = try await socket.call("chat.send", ["sessionKey": "main", "message": "x", "idempotencyKey": "w"])
            let id = try await socket.request("agent.wait", ["runId": "w", "timeoutMs": 60_000])
            var hasFinal = false
            while true {
                let frame = try await socket.frame()
                if frame["payload"]?["state"]?.stringValue == "final" { hasFinal = true }
                if frame["id"]?.stringValue == id { break }
            }
            #expect(hasFinal)
            await socket.close()
        }
    }

    @Test(arguments: ["sessions.subscribe", "sessions.messages.subscribe", "sessions.unsubscribe", "sessions.messages.unsubscribe"])
    func point11_subscriptionsAcceptEmptyParameters(method: String) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            #expect(try await socket.call(method)["subscribed"]?.boolValue == !method.contains("un"))
            await socket.close()
        }
    }

    @Test func point12_aWrongTokenIsToldInTheWordsClientsLookFor() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open()
            let error = try await socket.failure("connect", ConnectFrame.params(auth: ["token": "wrong"]))
            #expect(error["code"]?.stringValue == "INVALID_REQUEST")
            #expect(error["message"]?.stringValue?.hasPrefix("unauthorized: gateway token mismatch") == true)
            #expect(error["details"]?["code"]?.stringValue == "AUTH_TOKEN_MISMATCH")
            #expect(error["details"]?["authReason"]?.stringValue == "token_mismatch")
            #expect(error["details"]?["recommendedNextStep"]?.stringValue == "update_auth_credentials")
            let end = try await socket.end()
            #expect(end.code == 1008)
            #expect(end.reason.contains("token mismatch"))
        }
    }

    @Test(arguments: [#"{"jsonrpc":"2.0","method":"subscribe","id":1}"#, #"{"action":"subscribe"}"#, #"{"type":"req","id":"1","method":"health"}"#, "x"])
    func point14_foreignFirstFramesGetOneFailureAndAClose(frame: String) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open()
            _ = try await socket.frame()
            try await socket.send(frame)
            #expect(try await socket.frame()["ok"]?.boolValue == false)
            #expect(try await socket.end().code == 1008)
        }
    }

    @Test func point15_helloAndAPageOfHistoryStayUnderAMebibyte() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            let long = String(repeating: "word ", count: 20_000)
            for number in 0..<16 {
                _ = try await socket.call(
                    "chat.inject",
                    ["sessionKey": "main", "message": .string("\(number) \(long)")]
                )
            }
            let page = try await socket.call("chat.history", ["sessionKey": "main", "limit": 1_000, "maxChars": 500_000])
            #expect(page.serialized().count < 1 << 20)
            #expect(page["hasMore"]?.boolValue == true)
            await socket.close()
        }
    }

    @Test(arguments: [nil, "own"] as [String?]) func point16_noOriginAndTheOwnOneAreAllowed(kind: String?) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open(origin: kind.map { _ in "http://127.0.0.1:\(live.port)" })
            #expect(try await socket.call("connect", ConnectFrame.params())["type"]?.stringValue == "hello-ok")
            await socket.close()
        }
    }

    @Test func point16_aForeignOriginIsRefused() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open(origin: "https://evil.example")
            let error = try await socket.failure("connect", ConnectFrame.params())
            #expect(error["details"]?["code"]?.stringValue == "CONTROL_UI_ORIGIN_NOT_ALLOWED")
            #expect(try await socket.end().code == 1008)
        }
    }

    @Test func sequenceNumbersHaveNoGapsWhateverIsFiltered() async throws {
        try await LiveGateway.run { live in
            let reader = try await live.connect(mode: "backend", scopes: ["operator.read"])
            let writer = try await live.connect()
            for number in 0..<5 {
                _ = try await writer.call("chat.send", ["sessionKey": "main", "message": "x", "idempotencyKey": .string("s\(number)")])
                _ = try await writer.event("chat") { $0["runId"]?.stringValue == "s\(number)" && $0["state"]?.stringValue == "final" }
            }
            var numbers: [Int64] = []
            while true {
                let frame = try await reader.frame()
                if let number = frame["seq"]?.intValue { numbers.append(number) }
                if frame["payload"]?["runId"]?.stringValue == "s4", frame["payload"]?["state"]?.stringValue == "final" { break }
            }
            #expect(numbers == Array(1...Int64(numbers.count)))
            await reader.close()
            await writer.close()
        }
    }
}
