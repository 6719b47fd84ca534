// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
internal import OpenClawNet

/// The cryptography of OpenSSL for what a gateway keeps on disk.
public struct OpenSSLEncryption: CryptoProvider {
    private let provider = OpenSSLCryptoProvider()

    /// Makes a provider; it has no state.
    public init() {}

    /// Encrypts and authenticates by AES-256-GCM.
    public func seal(_ plaintext: [UInt8], key: [UInt8], nonce: [UInt8], additionalData: [UInt8]) throws(EncryptionError) -> [UInt8] {
        do throws(CryptoError) {
            return try self.provider.seal(plaintext, key: key, nonce: nonce, additionalData: additionalData)
        } catch {
            throw Self.error(error)
        }
    }

    /// Checks and decrypts.
    public func open(_ box: [UInt8], key: [UInt8], nonce: [UInt8], additionalData: [UInt8]) throws(EncryptionError) -> [UInt8] {
        do throws(CryptoError) {
            return try self.provider.open(box, key: key, nonce: nonce, additionalData: additionalData)
        } catch {
            throw Self.error(error)
        }
    }

    /// Derives bytes by HKDF-SHA-256.
    public func derive(from secret: [UInt8], info: [UInt8], count: Int) throws(EncryptionError) -> [UInt8] {
        do throws(CryptoError) {
            return try self.provider.hkdfSHA256(secret: secret, info: info, count: count)
        } catch {
            throw Self.error(error)
        }
    }

    /// Unpredictable bytes of the system's seeded generator.
    public func randomBytes(_ count: Int) throws(EncryptionError) -> [UInt8] {
        do throws(CryptoError) {
            return try self.provider.randomBytes(count)
        } catch {
            throw Self.error(error)
        }
    }

    private static func error(_ error: CryptoError) -> EncryptionError {
        EncryptionError(error.code == .authenticationFailed ? .altered : .failed, error.message)
    }
}
