// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

@Suite struct SSHTargetTests {
    @Test(arguments: [
        ("claw.example.org", nil, "claw.example.org", nil), ("me@claw", "me", "claw", nil), ("me@claw:2222", "me", "claw", 2222),
        ("10.0.0.7:22", nil, "10.0.0.7", 22), ("a.b-c_d@[fd00::7]:22", "a.b-c_d", "fd00::7", 22), ("[::1]", nil, "::1", nil),
        ("build_box", nil, "build_box", nil),
    ] as [(String, String?, String, Int?)]) func targetsAreRead(text: String, user: String?, host: String, port: Int?) {
        let target = SSHTarget(text)
        #expect(target?.user == user && target?.host == host && target?.port == port)
        #expect(target?.description == text)
    }

    @Test(arguments: [
        "", "-oProxyCommand=touch /tmp/x", "me@-oProxyCommand=x", "-l@host", "--", "a b", "host;id", "$(id)", "`id`", "host\nhost", "me@", "@host",
        "me@host:", "host:0", "host:65536", "host:22x", "host:+22", "ssh://host", "me@host@host", "[::1", "[fe80::1%eth0]", "[host]", "höst", "host/path",
        "host:22:22", "_host", ".host",
    ]) func whatCouldBeReadAsSomethingElseIsNone(text: String) { #expect(SSHTarget(text) == nil) }

    @Test func aTargetThatIsTooLongIsNone() {
        #expect(SSHTarget(String(repeating: "a", count: 254)) == nil)
        #expect(SSHTarget(String(repeating: "a", count: 65) + "@host") == nil)
    }
}
