// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer

/// The keys that the environment gives for what is kept on disk.
struct WorkspaceKeys: Sendable {
    /// The environment variable with the key.
    static let variable = SecretKey.variable
    /// The environment variable with the key that is to take its place.
    static let newVariable = "OPENCLAW_WORKSPACE_ENCRYPTION_KEY_NEW"

    let settings: Settings
    let host: Host

    /// The file that stands while keys are being changed.
    static func markerPath(_ state: StateDirectory) -> String { state.path + "/workspace-rekey.json" }

    /// What encrypts and decrypts; `nil` when no key is given.
    func encryption() throws(CommandFailure) -> WorkspaceEncryption? {
        if try self.isInterrupted {
            throw CommandFailure(
                message: "a change of the key was interrupted: some files have the old key, others the new one",
                advice: ["run it again as it was run before, it goes on where it ended: openclaw workspace rekey"],
                code: "REKEY_INTERRUPTED"
            )
        }
        guard let key = try self.key(Self.variable) else { return nil }
        do {
            return try WorkspaceEncryption(key: key, provider: OpenSSLEncryption())
        } catch {
            throw CommandFailure(message: error.message, code: "ENCRYPTION")
        }
    }

    /// Whether keys were being changed when the program ended.
    var isInterrupted: Bool {
        get throws(CommandFailure) {
            let path = Self.markerPath(self.settings.state)
            do {
                return try self.host.fileSystem.status(path) != nil
            } catch {
                throw CommandFailure(message: "\(error)", code: "ENCRYPTION")
            }
        }
    }

    /// The identifier of the key to which everything was being changed when the program ended; `nil` when nothing was, or to plain text.
    var interruptedTarget: String? {
        get throws(FileSystemError) {
            let path = Self.markerPath(self.settings.state)
            guard let bytes = try self.host.fileSystem.contents(of: path, maximumBytes: 4096),
                case .success(let marker) = Result(catching: { () throws(JSONError) in try JSONValue(parsing: bytes) })
            else { return nil }
            return marker["to"]?.stringValue
        }
    }

    /// The key in a variable of the environment.
    func key(_ variable: String) throws(CommandFailure) -> EncryptionKey? {
        guard let text = self.host.variable(variable), !text.isEmpty else { return nil }
        return try Self.key(text, from: variable)
    }

    /// A key as somebody wrote it.
    static func key(_ text: String, from origin: String) throws(CommandFailure) -> EncryptionKey {
        do {
            return try EncryptionKey(parsing: text)
        } catch {
            throw CommandFailure(message: "\(origin): \(error.message)", exitCode: .usage, code: "INVALID_KEY")
        }
    }

    /// Where sessions are kept in files; `nil` when they are not.
    var sessionRoot: String? {
        let storage = self.settings.configuration.session.storage
        guard storage.type == .file else { return nil }
        return storage.path.map(self.settings.state.resolve) ?? self.settings.state.path
    }

    /// Where the ledger is; `nil` when it is not in files.
    var ledgerDirectory: String? {
        self.settings.configuration.ledger.type == .file ? LedgerCommands.directory(self.settings) : nil
    }

    /// Where scheduled jobs are kept.
    var cronPath: String {
        self.settings.configuration.cron.store.map(self.settings.state.resolve) ?? self.settings.state.cronPath
    }
}
