// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import OpenClawTesting
import Testing

@testable import OpenClawHost

@Suite("WorkspaceRekey")
struct WorkspaceRekeyTests {
    private static let root = "/nowhere/home/.openclaw"

    private static func key(_ number: UInt8) throws -> EncryptionKey { try EncryptionKey([UInt8](repeating: number, count: 32)) }

    private static func store(_ disk: InMemoryFileSystem, _ number: UInt8) throws -> FileSessionStore {
        let encryption = try WorkspaceEncryption(key: self.key(number), provider: OpenSSLEncryption())
        return try FileSessionStore(.init(root: self.root), fileSystem: disk, encryption: encryption)
    }

    private static func rekey(
        _ disk: InMemoryFileSystem,
        from old: UInt8 = 1,
        to new: UInt8 = 2
    ) async throws -> WorkspaceRekey.Outcome {
        var host = emptyHost()
        host.fileSystem = disk
        let state = try StateDirectory(environment: [:], home: "/nowhere/home", workingDirectory: "/")
        let loader = ConfigurationLoader(environment: [:], secrets: SecretStore(state: state, host: host))
        let settings = Settings(state: state, loaded: try loader.load(path: nil))
        return try await WorkspaceRekey(keys: WorkspaceKeys(settings: settings, host: host), old: self.key(old), new: self.key(new)).run()
    }

    /// Told to put the missing key into the variable of the other one, people went in a circle.
    @Test("an interrupted change names the place of each key: the one it was going to is the new one")
    func interrupted() async throws {
        let disk = InMemoryFileSystem()
        for (number, session) in [(1, "agent:main:main"), (2, "agent:main:other")] as [(UInt8, SessionKey)] {
            let message = ChatMessage(role: .user, text: "hello", timestamp: .epoch)
            let keys = try [Self.key(number), Self.key(3 - number)]
            let encryption = try WorkspaceEncryption(writing: keys[0], reading: [keys[1]], provider: OpenSSLEncryption())
            let store = try FileSessionStore(.init(root: Self.root), fileSystem: disk, encryption: encryption)
            let entry = SessionEntry(id: "e1", timestamp: .epoch, kind: .message(message))
            try await store.append([entry], to: session, expecting: nil, epoch: 1)
        }
        let names = try ([1, 2] as [UInt8]).map { try "\(WorkspaceEncryption.identifier(of: Self.key($0), provider: OpenSSLEncryption()))" }
        disk.setContents(of: Self.root + "/workspace-rekey.json", to: Array(#"{"version":1,"to":"\#(names[1])"}"#.utf8))
        let withOld = await #expect(throws: CommandFailure.self) { try await Self.rekey(disk, from: 1, to: 1) }
        #expect(withOld?.advice.contains("put the key \(names[1]) into OPENCLAW_WORKSPACE_ENCRYPTION_KEY_NEW") == true, "\(withOld?.advice ?? [])")
        let withNew = await #expect(throws: CommandFailure.self) { try await Self.rekey(disk, from: 2, to: 2) }
        #expect(withNew?.advice.contains("put the key \(names[0]) into OPENCLAW_WORKSPACE_ENCRYPTION_KEY") == true, "\(withNew?.advice ?? [])")
        #expect(withNew?.advice.contains("and the key \(names[1]) into OPENCLAW_WORKSPACE_ENCRYPTION_KEY_NEW") == true, "\(withNew?.advice ?? [])")
        _ = try await Self.rekey(disk)
        #expect(disk.contents(of: Self.root + "/workspace-rekey.json") == nil)
    }

    /// What a crash left was taken for what somebody altered, and no gateway could be started with either key.
    @Test("puts the torn end of a transcript in order first; the same command again finds nothing to do")
    func tornEnd() async throws {
        let disk = InMemoryFileSystem()
        var store: FileSessionStore? = try Self.store(disk, 1)
        for number in 0..<3 {
            let message = ChatMessage(role: .user, text: "message \(number)", timestamp: .epoch)
            let entry = SessionEntry(id: "e\(number)", timestamp: .epoch, kind: .message(message))
            try await store?.append([entry], to: "agent:main:main", expecting: nil, epoch: 1)
        }
        store = nil
        let path = try #require(disk.paths.first { $0.contains("/sessions/") && $0.hasSuffix(".jsonl") })
        var bytes = try #require(disk.contents(of: path))
        bytes[bytes.count - 30] = 0
        disk.setContents(of: path, to: bytes)
        #expect(try await Self.rekey(disk).sessions.leftAlone == [])
        #expect(disk.contents(of: Self.root + "/workspace-rekey.json") == nil)
        #expect(try await Self.rekey(disk).sessions.rewritten == 0)
        #expect(try await Self.store(disk, 2).load("agent:main:main")?.entries.map(\.id) == ["e0", "e1"])
    }
}
