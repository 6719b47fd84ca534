// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import OpenClawTesting
import Testing

@testable import OpenClawHost

@Suite("Commands that read the ledger")
struct LedgerCommandTests {
    private static let directory = "/nowhere/home/.openclaw/ledger"

    private static func run(_ arguments: [String], _ disk: InMemoryFileSystem) async -> (code: ExitCode, console: TestConsole) {
        let console = TestConsole()
        var host = emptyHost(console)
        host.fileSystem = disk
        return (await Program(host: host).run(arguments), console)
    }

    /// A ledger with the messages k0 to k9.
    private static func disk() async throws -> InMemoryFileSystem {
        let disk = InMemoryFileSystem()
        let ledger = try FileLedger(.init(directory: Self.directory), fileSystem: disk)
        for number in 0..<10 {
            let record = LedgerRecord(
                identity: MessageID(channel: "gateway", account: "chat.send", event: "k\(number)"),
                timestamp: Timestamp(milliseconds: 1),
                kind: .accepted(runID: RunID("run-\(number)"), sessionKey: "agent:main:main", agentID: "main", payload: [1])
            )
            _ = try await ledger.accept(record, epoch: .first)
        }
        return disk.survivors(.onlySynchronized())
    }

    @Test("print what can be read of a damaged ledger, and tell the damage with its file and byte")
    func damaged() async throws {
        let disk = try await Self.disk()
        let path = try #require(disk.paths.first { $0.hasSuffix(".log") })
        #expect(await Self.run(["ledger", "dump"], disk).code == .success)
        #expect(await Self.run(["doctor"], disk).console.output.contains("✓ ledger: 10 records"))
        var bytes = try #require(disk.contents(of: path))
        let end = try #require(bytes.lastIndex { $0 != 0 })
        bytes[end / 2] ^= 1
        disk.setContents(of: path, to: bytes)
        let dump = await Self.run(["ledger", "dump"], disk)
        #expect(dump.code == .failure)
        #expect(dump.console.output.contains("k0") && !dump.console.output.contains("k9"))
        #expect(dump.console.error.contains("the ledger is damaged: \(path), byte "), "\(dump.console.error)")
        let found = await Self.run(["explain", "k0"], disk)
        #expect(found.code == .failure && found.console.output.contains("k0"))
        #expect(found.console.error.contains("\(path), byte "), "\(found.console.error)")
        let hidden = await Self.run(["explain", "k9"], disk)
        #expect(hidden.code == .failure)
        #expect(hidden.console.error.contains("\(path), byte ") && !hidden.console.error.contains("never accepted"), "\(hidden.console.error)")
        #expect(await Self.run(["ledger", "check"], disk).code == .failure)
        let doctor = await Self.run(["doctor"], disk)
        #expect(doctor.code == .failure)
        #expect(doctor.console.output.contains("✗ ledger: \(path), byte "), "\(doctor.console.output)")
    }

    @Test("say that there is no ledger where there is none, and make nothing", arguments: [["ledger", "check"], ["ledger", "dump"], ["ledger", "compact"], ["explain", "k1"]])
    func missing(_ arguments: [String]) async throws {
        let disk = InMemoryFileSystem()
        let (code, console) = await Self.run(arguments, disk)
        #expect(code == .failure)
        #expect(console.error.contains("there is no ledger in \(Self.directory)"), "\(console.error)")
        #expect(try disk.status(Self.directory) == nil)
    }

    @Test("the status of an encrypted directory does not promise plain text to a gateway without a key")
    func statusWithoutKey() async throws {
        let disk = InMemoryFileSystem()
        #expect(await Self.run(["workspace", "status"], disk).console.output.contains("plain text"))
        let encryption = try WorkspaceEncryption(key: EncryptionKey([UInt8](repeating: 1, count: 32)), provider: OpenSSLEncryption())
        _ = try FileLedger(.init(directory: Self.directory), fileSystem: disk, encryption: encryption)
        let output = await Self.run(["workspace", "status"], disk).console.output
        #expect(output.contains("does not start here without") && !output.contains("plain text"), "\(output)")
    }
}
