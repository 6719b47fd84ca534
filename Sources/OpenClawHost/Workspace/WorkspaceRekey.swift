// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer

/// Changes the key of everything the gateway keeps encrypted.
///
/// A marker stands in the state directory from before the first file until after the last, so that nothing else uses files of two keys.
/// Each step passes over what is done: after a crash the same call goes on.
struct WorkspaceRekey {
    /// What was done.
    struct Outcome: Sendable {
        var sessions = SessionRekey.Outcome()
        var segments = 0
        /// Whether the file of scheduled jobs was written anew.
        var hasJobs = false
        var secrets = 0
        var key: KeyIdentifier?
    }

    let keys: WorkspaceKeys
    /// The key that encrypts now, when there is one.
    let old: EncryptionKey?
    /// The key that is to; `nil` makes everything plain.
    let new: EncryptionKey?

    private var state: StateDirectory { self.keys.settings.state }
    private var fileSystem: any FileSystem { self.keys.host.fileSystem }

    /// Changes the key. The gateway must not run.
    func run() async throws -> Outcome {
        let lock = try self.takeLock()
        defer { withExtendedLifetime(lock) {} }
        let encryption = try WorkspaceEncryption(
            writing: self.new,
            reading: self.old.map { [$0] } ?? [],
            provider: OpenSSLEncryption()
        )
        try self.checkKeys(encryption)
        let marker = WorkspaceKeys.markerPath(self.state)
        if let root = self.keys.sessionRoot, try self.fileSystem.status(marker) == nil { try await self.repair(root) }
        let note: JSONValue = ["version": 1, "to": encryption.keyIdentifier.map { JSONValue.string($0.description) } ?? .null]
        try self.fileSystem.replaceFile(at: marker, with: note.serialized())
        var outcome = Outcome()
        outcome.key = encryption.keyIdentifier
        if let root = self.keys.sessionRoot {
            var rekey = SessionRekey(root: root, fileSystem: self.fileSystem, encryption: encryption)
            outcome.sessions = try rekey.run()
            if outcome.sessions.rewritten > 0 {
                // Reads every transcript once, and notes in the index how long they are.
                try await FileSessionStore(.init(root: root), fileSystem: self.fileSystem, encryption: encryption).flush()
            }
        }
        if let directory = self.keys.ledgerDirectory {
            outcome.segments = try LedgerRekey(directory: directory, fileSystem: self.fileSystem, encryption: encryption).run()
        }
        outcome.hasJobs = try await FileCronStore(path: self.keys.cronPath, fileSystem: self.fileSystem, encryption: encryption).rekey()
        outcome.secrets = try SecretStore(state: self.state, host: self.keys.host).reseal(from: self.old, to: self.new)
        if outcome.sessions.leftAlone.isEmpty {
            try self.fileSystem.remove(marker)
            try self.fileSystem.synchronizeDirectory(self.state.path)
        }
        return outcome
    }

    /// Puts in order what a crash has left, with the key that counts still: the torn end of a transcript is no reason to leave it alone.
    private func repair(_ root: String) async throws {
        let keys = self.new.map { [$0] } ?? []
        let encryption = try WorkspaceEncryption(writing: self.old, reading: keys, provider: OpenSSLEncryption())
        try await FileSessionStore(.init(root: root), fileSystem: self.fileSystem, encryption: encryption).flush()
    }

    /// Finds out before anything is changed whether every key is there.
    private func checkKeys(_ encryption: WorkspaceEncryption) throws {
        let inventory = try WorkspaceInventory(
            sessions: self.keys.sessionRoot,
            ledger: self.keys.ledgerDirectory,
            jobs: self.keys.cronPath,
            fileSystem: self.fileSystem
        )
        let missing = inventory.keys.subtracting(encryption.acceptedIdentifiers).map(\.description).sorted()
        guard missing.isEmpty else {
            throw CommandFailure(
                message: "some files are encrypted with the key \(missing.joined(separator: ", ")), which was not given; nothing was changed",
                advice: try self.advice(missing, encryption) + ["see what has which key: openclaw workspace status"],
                code: "ANOTHER_KEY"
            )
        }
    }

    /// Where the missing keys belong: of two keys, the one a change was going to is the new one.
    private func advice(_ missing: [String], _ encryption: WorkspaceEncryption) throws -> [String] {
        guard let target = try self.keys.interruptedTarget else {
            return missing.map { "put the key \($0) into \(WorkspaceKeys.variable)" }
        }
        let isTargetGiven = encryption.acceptedIdentifiers.contains { $0.description == target }
        let others = missing.filter { $0 != target }
        var advice = ["a change to the key \(target) was interrupted; run it again with both keys, each in its place"]
        advice += others.map { "put the key \($0) into \(WorkspaceKeys.variable)" }
        advice.append((isTargetGiven ? "and the key \(target)" : "put the key \(target)") + " into \(WorkspaceKeys.newVariable)")
        return advice
    }

    private func takeLock() throws -> GatewayLock {
        try self.fileSystem.createDirectory(self.state.path)
        let owner = GatewayLock.Owner(processID: self.keys.host.processID, port: self.keys.settings.configuration.gateway.port)
        switch try GatewayLock.acquire(path: self.state.lockPath, owner: owner, fileSystem: self.fileSystem) {
        case .acquired(let lock): return lock
        case .taken(let owner):
            throw CommandFailure(
                message: "a gateway uses the state directory \(self.state.path)" + (owner.map { " (process \($0.processID))" } ?? ""),
                advice: ["stop it first, then run this again"],
                code: "LOCKED"
            )
        }
    }
}
