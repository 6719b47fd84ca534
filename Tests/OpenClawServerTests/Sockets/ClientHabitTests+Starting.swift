// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import OpenClawTesting
import OpenClawWire
import Testing

extension ClientHabitTests {
    @Test func point13_whileStartingConnectIsAnsweredAndTheSocketStaysOpenForAnother() async throws {
        let ledger = StartingLedger()
        try await LiveGateway.run(parts: { $0.ledger = ledger }, waitsUntilReady: false) { live in
            defer { ledger.goOn() }
            let socket = try await live.open()
            for _ in 0..<3 {
                let error = try await socket.failure("connect", ConnectFrame.params())
                #expect(error["code"]?.stringValue == "UNAVAILABLE")
                #expect(error["message"]?.stringValue == "gateway starting; retry shortly")
                #expect(error["retryable"]?.boolValue == true)
                #expect((error["retryAfterMs"]?.intValue ?? 0) > 0)
                #expect(error["details"]?["reason"]?.stringValue == "startup-sidecars")
            }
            #expect(try await live.http(.get, "/readyz").0.status == .serviceUnavailable)
            #expect(try await live.http(.get, "/healthz").0.status == .ok)
            ledger.goOn()
            try await eventually { live.gateway.phase == .running }
            #expect(try await socket.call("connect", ConnectFrame.params())["type"]?.stringValue == "hello-ok")
            #expect(try await live.http(.get, "/readyz").0.status == .ok)
            await socket.close()
        }
    }

    @Test func point13_aDevicesProofCountsOnTheSameSocketAfterTheStart() async throws {
        let ledger = StartingLedger()
        try await LiveGateway.run(parts: { $0.ledger = ledger }, waitsUntilReady: false) { live in
            defer { ledger.goOn() }
            let socket = try await live.open()
            let challenge = try await socket.event("connect.challenge")["payload"] ?? .null
            let params = try TestDevice().params(.init(), challenge: challenge)
            #expect(try await socket.failure("connect", params)["code"]?.stringValue == "UNAVAILABLE")
            ledger.goOn()
            try await eventually { live.gateway.phase == .running }
            #expect(try await socket.call("connect", params)["auth"]?["deviceToken"]?.stringValue != nil)
            await socket.close()
        }
    }
}
