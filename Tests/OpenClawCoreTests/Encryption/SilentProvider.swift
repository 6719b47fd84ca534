// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer

/// A provider whose generator of random bytes has failed.
struct SilentProvider: CryptoProvider {
    private let base = OpenSSLEncryption()

    func seal(_ plaintext: [UInt8], key: [UInt8], nonce: [UInt8], additionalData: [UInt8]) throws(EncryptionError) -> [UInt8] {
        try self.base.seal(plaintext, key: key, nonce: nonce, additionalData: additionalData)
    }

    func open(_ box: [UInt8], key: [UInt8], nonce: [UInt8], additionalData: [UInt8]) throws(EncryptionError) -> [UInt8] {
        try self.base.open(box, key: key, nonce: nonce, additionalData: additionalData)
    }

    func derive(from secret: [UInt8], info: [UInt8], count: Int) throws(EncryptionError) -> [UInt8] {
        try self.base.derive(from: secret, info: info, count: count)
    }

    func randomBytes(_ count: Int) throws(EncryptionError) -> [UInt8] { throw EncryptionError(.failed, "there are no random bytes") }
}
