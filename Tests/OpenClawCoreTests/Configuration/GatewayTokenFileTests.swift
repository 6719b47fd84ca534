// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@Suite("GatewayTokenFile")
struct GatewayTokenFileTests {
    @Test func theFirstStartMakesATokenAndLaterOnesReadIt() throws {
        let disk = InMemoryFileSystem()
        try disk.createDirectory("/state")
        let file = GatewayTokenFile(path: "/state/gateway-token", fileSystem: disk)
        #expect(try file.read() == nil)
        let first = try file.readOrCreate { "abc" }
        #expect(first.secret == Secret("abc"))
        #expect(first.isNew)
        let second = try file.readOrCreate { "def" }
        #expect(second.secret == Secret("abc"))
        #expect(!second.isNew)
        #expect(try disk.status("/state/gateway-token")?.permissions == 0o600)
    }

    @Test("a file without a usable token is replaced", arguments: ["", " \n", "undefined"])
    func unusable(_ text: String) throws {
        let disk = InMemoryFileSystem()
        try disk.createDirectory("/state")
        try disk.replaceContents(of: "/state/gateway-token", with: Array(text.utf8))
        let token = try GatewayTokenFile(path: "/state/gateway-token", fileSystem: disk).readOrCreate { "new" }
        #expect(token.secret == Secret("new"))
    }
}
