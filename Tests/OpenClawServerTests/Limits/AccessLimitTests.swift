// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawWire
import Testing

/// The limits of addresses over the live socket.
@Suite struct AccessLimitTests {
    static let elsewhere = "203.0.113.7"

    private func wrong(_ live: LiveGateway, from: String? = elsewhere, origin: String? = nil, token: String = "wrong") async throws
        -> JSONValue
    {
        let socket = try await live.open(origin: origin, from: from)
        return try await socket.failure("connect", ConnectFrame.params(auth: ["token": .string(token)]))
    }

    @Test func tooManyWrongTokensLockTheAddressEvenForTheRightOne() async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            for _ in 0..<10 {
                #expect(try await self.wrong(live)["details"]?["code"]?.stringValue == "AUTH_TOKEN_MISMATCH")
            }
            let locked = try await self.wrong(live, token: LiveGateway.token)
            #expect(locked["details"]?["code"]?.stringValue == "AUTH_RATE_LIMITED")
            #expect(locked["details"]?["recommendedNextStep"]?.stringValue == "wait_then_retry")
            #expect(locked["retryable"]?.boolValue == true)
            #expect((locked["retryAfterMs"]?.intValue ?? 0) > 200_000)
            let fields: HTTPFields = [.authorization: "Bearer \(LiveGateway.token)", .xForwardedFor: Self.elsewhere]
            let (head, _) = try await live.http(.get, "/v1/models", fields: fields)
            #expect(head.status == .tooManyRequests)
            // Others are not concerned, and neither are programs on the machine itself.
            #expect(try await self.wrong(live, from: "198.51.100.2")["details"]?["code"]?.stringValue == "AUTH_TOKEN_MISMATCH")
            for _ in 0..<15 {
                #expect(try await self.wrong(live, from: nil)["details"]?["code"]?.stringValue == "AUTH_TOKEN_MISMATCH")
            }
        }
    }

    @Test func missingCredentialsAreNoGuesses() async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            for _ in 0..<15 {
                let socket = try await live.open(from: Self.elsewhere)
                let error = try await socket.failure("connect", ConnectFrame.params(auth: nil))
                #expect(error["details"]?["code"]?.stringValue == "AUTH_TOKEN_MISSING")
            }
        }
    }

    @Test func aDeviceThatShowsItsTokenInPlaceOfTheSharedOneIsNoGuesser() async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            let device = try TestDevice()
            let (socket, hello) = try await live.enter(device)
            await socket.close()
            let token = hello["auth"]?["deviceToken"] ?? .null
            for _ in 0..<15 { await (try live.enter(device, .init(auth: ["token": token]), from: Self.elsewhere)).0.close() }
        }
    }

    @Test func onlyAllowedAddressesConnect() async throws {
        let change: (inout GatewayServerConfiguration) -> Void = { configuration in
            trustLocalProxy(&configuration)
            configuration.allowedNetworks = ["198.51.100.0/24", "2001:db8::/32"].compactMap { IPNetwork($0) }
        }
        try await LiveGateway.run(change: change) { live in
            for (address, status) in [
                ("203.0.113.7", HTTPStatus.forbidden), ("198.51.100.7", .ok), ("2001:db8::1", .ok), ("::ffff:198.51.100.9", .ok),
                ("2001:db9::1", .forbidden),
            ] {
                let (head, _) = try await live.http(.get, "/health", fields: [.xForwardedFor: address])
                #expect(head.status == status, "\(address)")
            }
            #expect(try await live.http(.get, "/health").0.status == .ok)
            await #expect(throws: (any Error).self) { try await live.open(from: "203.0.113.7") }
            let socket = try await live.connect()
            await socket.close()
        }
    }

    @Test func anAddressThatAsksTooOftenWaits() async throws {
        let change: (inout GatewayServerConfiguration) -> Void = {
            $0.requestLimit = RequestLimit(maximumRequests: 5, window: .seconds(3_600))
        }
        try await LiveGateway.run(change: change) { live in
            let socket = try await live.connect()
            for _ in 0..<4 { _ = try await socket.call("health") }
            let error = try await socket.failure("health")
            #expect(error["code"]?.stringValue == "UNAVAILABLE")
            #expect((error["retryAfterMs"]?.intValue ?? 0) > 0)
            let (head, _) = try await live.http(.get, "/health")
            #expect(head.status == .tooManyRequests)
            #expect(head.fields["Retry-After"] != nil)
            await socket.close()
        }
    }

    @Test func socketsOfAnAddressThatDoNotAuthenticateAreFew() async throws {
        let change: (inout GatewayServerConfiguration) -> Void = { configuration in
            trustLocalProxy(&configuration)
            configuration.maximumUnauthenticatedPerAddress = 2
        }
        try await LiveGateway.run(change: change) { live in
            let first = try await live.open(from: Self.elsewhere)
            let second = try await live.open(from: Self.elsewhere)
            await #expect(throws: (any Error).self) { try await live.open(from: Self.elsewhere) }
            let other = try await live.open(from: "198.51.100.2")
            // Whoever authenticates makes room.
            _ = try await first.call("connect", ConnectFrame.params())
            let third = try await live.open(from: Self.elsewhere)
            for socket in [first, second, third, other] { await socket.close() }
        }
    }
}
