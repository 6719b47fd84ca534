// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer

/// Keys of tests.
enum TestEncryption {
    static func key(_ number: UInt8) throws -> EncryptionKey { try EncryptionKey([UInt8](repeating: number, count: 32)) }

    static func with(_ number: UInt8) throws -> WorkspaceEncryption {
        try WorkspaceEncryption(key: self.key(number), provider: OpenSSLEncryption())
    }

    /// From one key to another, or to none.
    static func change(from old: UInt8?, to new: UInt8?) throws -> WorkspaceEncryption {
        try WorkspaceEncryption(
            writing: new.map { try self.key($0) },
            reading: old.map { [try self.key($0)] } ?? [],
            provider: OpenSSLEncryption()
        )
    }
}
