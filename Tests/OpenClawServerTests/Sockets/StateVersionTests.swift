// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import OpenClawTesting
import Testing

/// Versions of states, and limits of writes, over sockets.
@Suite(.timeLimit(.minutes(5))) struct StateVersionTests {
    @Test func statesHaveVersionsThatOnlyGrow() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open()
            let hello = try await socket.call("connect", ConnectFrame.params())
            let first = try #require(hello["snapshot"]?["stateVersion"]?["presence"]?.intValue)
            var last = first
            for _ in 0..<3 {
                let other = try await live.connect()
                // The first one may be about this socket itself, and says what its hello said.
                var version = last
                while version == last {
                    let event = try await socket.event("presence") { _ in true }
                    version = try #require(event["stateVersion"]?["presence"]?.intValue)
                    #expect(version >= last)
                    #expect(event["stateVersion"]?["health"]?.intValue != nil)
                }
                last = version
                await other.close()
                // The next one to come is heard of after this one has gone.
                try await eventually { live.gateway.stateVersion.presence > Int(last) }
            }
            await socket.close()
        }
    }

    @Test func controlPlaneWritesAreLimitedOverSocketsAlsoAfterConnectingAgain() async throws {
        let write = Method.immediate("config.patch", .scopes(.admin)) { _ throws(MethodError) in .value("done") }.controlPlaneWrite
        try await LiveGateway.run(parts: { $0.methods.append(write) }) { live in
            let first = try await live.connect()
            for _ in 0..<3 { _ = try await first.call("config.patch") }
            await first.close()
            let second = try await live.connect()
            let error = try await second.failure("config.patch")
            #expect(error["code"]?.stringValue == "UNAVAILABLE")
            #expect(error["retryable"]?.boolValue == true)
            #expect((1...60_000).contains(error["retryAfterMs"]?.intValue ?? 0))
            #expect(error["details"]?["limit"]?.stringValue == "3 per 60s")
            // Reading is not limited, and who may not write learns nothing about the limit.
            #expect(try await second.call("health")["ok"]?.boolValue == true)
            let reader = try await live.connect(scopes: ["operator.read"])
            #expect(try await reader.failure("config.patch")["details"]?["missingScope"]?.stringValue == "operator.admin")
            await second.close()
            await reader.close()
        }
    }
}
