// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension FileSystemError {
    /// A file was encrypted with a key that is not there.
    static func anotherKey(_ path: String, _ identifier: KeyIdentifier, accepted: [KeyIdentifier]) -> FileSystemError {
        let given =
            accepted.isEmpty
            ? "no key was given" : "the key given is \(accepted.map(\.description).joined(separator: ", "))"
        return FileSystemError(
            .anotherKey,
            operation: "decrypt",
            path: path,
            detail:
                "it is encrypted with the key \(identifier), and \(given): set OPENCLAW_WORKSPACE_ENCRYPTION_KEY to that key; when a change of keys was interrupted, run \"openclaw workspace rekey\" again with both"
        )
    }

    /// Something in a file is not what was written there.
    static func altered(_ path: String, at offset: Int) -> FileSystemError {
        FileSystemError(
            .altered,
            operation: "decrypt",
            path: path,
            detail: "byte \(offset): this is not what was written here, but altered, moved or from another file; restore the file from a backup"
        )
    }

    /// The provider failed.
    static func encryption(_ error: EncryptionError, _ path: String) -> FileSystemError {
        FileSystemError(.other, operation: "encrypt", path: path, detail: error.message)
    }
}
