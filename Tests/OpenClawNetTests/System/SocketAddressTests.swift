// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import Testing

@Suite struct SocketAddressTests {
    @Test(arguments: [
        ("127.0.0.1", "127.0.0.1:80", true),
        ("127.8.9.1", "127.8.9.1:80", true),
        ("0.0.0.0", "0.0.0.0:80", false),
        ("255.255.255.254", "255.255.255.254:80", false),
        ("::1", "[::1]:80", true),
        ("2001:db8::7", "[2001:db8::7]:80", false),
        ("::ffff:127.0.0.1", "127.0.0.1:80", true),
        ("::ffff:10.0.0.1", "10.0.0.1:80", false),
    ])
    func `numeric addresses are read and written`(text: String, description: String, isLoopback: Bool) throws {
        let address = try #require(SocketAddress(ip: text, port: 80))
        #expect(address.description == description)
        #expect(address.isLoopback == isLoopback)
    }

    @Test(arguments: ["", "localhost", "1.2.3", "1.2.3.4.5", "256.1.1.1", ":::", "fe80::1%", "1.2.3.4/8"])
    func `anything else is refused`(text: String) {
        #expect(SocketAddress(ip: text, port: 80) == nil)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true),
        ("10.0.0.0/8", "11.0.0.1", false),
        ("0.0.0.0/0", "8.8.8.8", true),
        ("0.0.0.0/0", "::1", false),
        ("192.168.1.7", "192.168.1.7", true),
        ("192.168.1.7", "192.168.1.8", false),
        ("192.168.1.7/31", "192.168.1.6", true),
        ("2001:db8::/32", "2001:db8:ffff::1", true),
        ("2001:db8::/32", "2001:db9::1", false),
        ("fd00::/8", "fdff::1", true),
        ("::1/128", "::1", true),
        ("2001:db8::ff00:0/104", "2001:db8::ff12:3456", true),
        ("2001:db8::ff00:0/112", "2001:db8::ff12:3456", false),
        ("::/0", "2001:db8::1", true),
    ])
    func `a range contains its addresses`(range: String, address: String, isInside: Bool) throws {
        let network = try #require(IPNetwork(range))
        #expect(network.contains(try #require(SocketAddress(ip: address, port: 1))) == isInside)
    }

    @Test(arguments: ["", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "10.0.0/8", "a/8"])
    func `malformed ranges are refused`(text: String) {
        #expect(IPNetwork(text) == nil)
    }

    @Test func `ranges are normalised`() {
        #expect(IPNetwork("10.1.2.3/8")?.description == "10.0.0.0/8")
        #expect(IPNetwork("10.1.2.3/8") == IPNetwork("10.0.0.0/8"))
    }
}
