// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("BindAddress")
struct BindAddressTests {
    @Test("loopback", arguments: ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "::ffff:127.0.0.1", "0:0:0:0:0:0:0:1"])
    func loopback(_ address: String) {
        #expect(BindAddress.isLoopback(address))
    }

    @Test(
        "not loopback",
        arguments: [
            "0.0.0.0", "::", "10.0.0.1", "::ffff:10.0.0.1", "128.0.0.1", "localhost", "127.1", "0177.0.0.1", "127.0.0.01", "", "::1::",
            "1::2::3",
        ]
    )
    func other(_ address: String) {
        #expect(!BindAddress.isLoopback(address))
    }

    @Test(
        "what is listened on",
        arguments: [
            ("loopback", "127.0.0.1"), ("localhost", "127.0.0.1"), ("auto", "127.0.0.1"), ("lan", "0.0.0.0"), ("0.0.0.0", "0.0.0.0"),
            ("::", "::"),
            ("[fd00::1]", "fd00::1"), ("192.168.1.2", "192.168.1.2"),
        ]
    )
    func listenHost(_ text: String, _ host: String) throws {
        #expect(try load("{ gateway: { bind: \"\(text)\" } }").configuration.gateway.listenHost == host)
    }
}
