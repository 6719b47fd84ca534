// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawNet

@Suite struct DNSResolverTests {
    private func resolve(_ host: String, maximumWaiting: Int = 10) async throws -> Result<[SocketAddress], DNSError> {
        try await BlockingPool.withPool(maximumThreads: 1) { pool in
            try await EventLoopGroup.withLoops(count: 1) { loops in
                do throws(DNSError) {
                    return .success(try await DNSResolver(pool: pool).resolve(host, port: 80, on: loops.loops[0]))
                } catch {
                    return .failure(error)
                }
            }
        }
    }

    @Test(arguments: [
        ("127.0.0.1", ["127.0.0.1:80"]), ("::1", ["[::1]:80"]), ("localhost", ["127.0.0.1:80", "[::1]:80"]),
    ])
    func knownNames(host: String, addresses: [String]) async throws {
        #expect(try await resolve(host).get().map(\.description) == addresses)
    }

    @Test(arguments: ["", "a b", "host/path", "bad\u{0}name", String(repeating: "x", count: 300), "ünïcode"])
    func impossibleNames(host: String) async throws {
        let result = try await resolve(host)
        if case .failure(let error) = result {
            #expect(error.code == .invalidName)
        } else {
            Issue.record("resolved")
        }
    }

    @Test func familiesTakeTurns() {
        let addresses = ["::1", "::2", "::3", "10.0.0.1"].compactMap { SocketAddress(ip: $0, port: 1) }
        #expect(DNSResolver.alternating(addresses).map(\.ip) == ["::1", "10.0.0.1", "::2", "::3"])
        #expect(DNSResolver.alternating([]).isEmpty)
    }
}
