// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

@testable import OpenClawNet

@Suite struct AddressPolicyTests {
    @Test(
        "Addresses with a special use are not public",
        arguments: [
            "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.1.2", "169.254.169.254", "172.16.0.1",
            "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9",
            "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.1.2.3",
            "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:10::1", "2001:db8::1", "2002:7f00:1::",
            "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1",
        ]
    )
    func special(_ text: String) throws {
        let address = try #require(SocketAddress(ip: text, port: 80))
        #expect(!address.isPublic)
        #expect(!AddressPolicy.publicOnly.allows(address))
        #expect(AddressPolicy.any.allows(address))
    }

    @Test(
        "Other addresses are",
        arguments: [
            "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.0.0.1", "128.0.0.1", "169.253.0.1", "172.15.0.1",
            "172.32.0.1", "192.0.1.1", "192.167.0.1", "192.169.0.1", "198.17.0.1", "198.20.0.1", "223.255.255.255", "2606:4700::1111",
            "2001:200::1", "2001:db9::1", "2003::1", "3ffe::1", "64:ff9b::101:101", "::ffff:1.1.1.1",
        ]
    )
    func ordinary(_ text: String) throws {
        #expect(AddressPolicy.publicOnly.allows(try #require(SocketAddress(ip: text, port: 443))))
    }

    @Test(
        "Names of this machine and of private networks are not asked for",
        arguments: [
            ("localhost", false), ("LOCALHOST.", false), ("localhost.localdomain", false), ("a.localhost", false), ("printer.local", false),
            ("metadata.google.internal", false), ("db.prod.internal..", false), (".", false), ("10.0.0.1", false), ("::1", false),
            ("example.org", true), ("internal", true), ("local.example.org", true), ("1.1.1.1", true),
        ]
    )
    func names(_ host: String, _ isAllowed: Bool) { #expect(AddressPolicy.publicOnly.allows(host: host) == isAllowed) }

    @Test(
        "A client that is kept to public hosts opens no connection to this machine, however it is written",
        arguments: ["localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0177.0.0.1", "0"]
    )
    func client(_ host: String) async throws {
        try await BlockingPool.withPool(maximumThreads: 1) { pool in
            try await EventLoopGroup.withLoops(count: 1) { loops in
                let client = HTTPClient(
                    loops: loops,
                    resolver: DNSResolver(pool: pool),
                    configuration: HTTPClientConfiguration(addresses: .publicOnly)
                )
                defer { client.shutDown() }
                let error = await #expect(throws: HTTPClientError.self) {
                    _ = try await client.execute(HTTPClientRequest(url: try WireURL("http://\(host):1/")))
                }
                #expect(error?.code == .addressRefused)
            }
        }
    }
}
