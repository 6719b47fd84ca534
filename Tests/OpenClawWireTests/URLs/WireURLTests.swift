// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

@Suite struct WireURLTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var url: String
        var host: String
        var port: UInt16
        var target: String
        var hostField: String
        var testDescription: String { url }
    }

    @Test(arguments: [
        Case(url: "http://a", host: "a", port: 80, target: "/", hostField: "a"),
        Case(url: "https://A.Example/x?y", host: "a.example", port: 443, target: "/x?y", hostField: "a.example"),
        Case(url: "WS://127.0.0.1:18789/ws", host: "127.0.0.1", port: 18789, target: "/ws", hostField: "127.0.0.1:18789"),
        Case(url: "wss://a:443", host: "a", port: 443, target: "/", hostField: "a"),
        Case(url: "wss://a:80?x", host: "a", port: 80, target: "/?x", hostField: "a:80"),
        Case(url: "http://[::1]/", host: "::1", port: 80, target: "/", hostField: "[::1]"),
        Case(url: "http://[2001:DB8::1]:8080/a", host: "2001:db8::1", port: 8080, target: "/a", hostField: "[2001:db8::1]:8080"),
        Case(url: "http://a_b-c.d/%20?%", host: "a_b-c.d", port: 80, target: "/%20?%", hostField: "a_b-c.d"),
        Case(url: "http://a/b@c:d", host: "a", port: 80, target: "/b@c:d", hostField: "a"),
    ])
    func parses(_ test: Case) throws {
        let url = try WireURL(test.url)
        #expect(url.host == test.host)
        #expect(url.port == test.port)
        #expect(url.target == test.target)
        #expect(url.hostField == test.hostField)
        #expect(try WireURL(url.description) == url)
    }

    @Test(arguments: [
        "", "a", "a.example/x", "//a", "http:/a", "http:a", "ftp://a", "file:///a", "http://", "http:///x", "http://:80", "http://u@a",
        "http://u:p@a/",
        "http://a:", "http://a:0", "http://a:65536", "http://a:x", "http://a:-1", "http://a:80:80", "http://a b", "http://a/b c",
        "http://ä", "http://a/ä",
        "http://a#b", "http://a/#", "http://%61/", "http://a\\b", "http://[::1", "http://[]/", "http://[::1]x", "http://[:::]",
        "http://[1:2:3:4:5:6:7]",
        "http://[1:2:3:4:5:6:7:8:9]", "http://[1::2::3]", "http://[::12345]", "http://[::g]", "http://[fe80::1%25eth0]",
        "http://[::256.0.0.1]", "http://[::1.2.3]",
        "http://[1:]", "http://[:1]", "http://[::1:]", "http://a\r\nb",
    ])
    func refuses(_ url: String) {
        #expect(throws: WireURLError.self) { try WireURL(url) }
    }

    @Test(arguments: [
        "::", "::1", "1::", "1::8", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "::ffff:1.2.3.4", "1:2:3:4:5:6:1.2.3.4",
        "FE80::ABCD",
    ])
    func knowsAddresses(_ address: String) throws {
        #expect(try WireURL("http://[\(address)]/").isIPv6)
    }
}
