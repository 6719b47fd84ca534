// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@testable import OpenClawCore

@Suite struct FilePairingStoreTests {
    static let path = "/state/devices/pairing.json"

    @Test func aBookIsKeptWholeAndReadBack() async throws {
        let disk = InMemoryFileSystem()
        let store = FilePairingStore(path: Self.path, fileSystem: disk)
        #expect(try store.load() == PairingBook())
        let book = try PairingBookTests.paired(PairingBookTests.candidate())
        try await store.save(book)
        #expect(try store.load() == book)
        #expect(try disk.status(Self.path)?.permissions == 0o600)
        #expect(try disk.status(Self.path + ".tmp") == nil)
    }

    @Test(arguments: ["", "{", #"{"version":9}"#]) func aDamagedFileStopsTheStart(content: String) throws {
        let disk = InMemoryFileSystem()
        try disk.createDirectory("/state/devices")
        try disk.replaceContents(of: Self.path, with: Array(content.utf8))
        let store = FilePairingStore(path: Self.path, fileSystem: disk)
        if content.isEmpty {
            #expect(try store.load() == PairingBook())
        } else {
            #expect(throws: PairingError.self) { try store.load() }
            #expect(throws: GatewayError.self) {
                try Gateway(parts: GatewayParts(agents: [EchoAgent(id: "main")], pairingStore: store))
            }
        }
    }
}
