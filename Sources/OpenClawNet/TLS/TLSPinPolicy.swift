// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// The fingerprints a peer's certificate must have, as the argument of OpenSSL's verification callback.
final class TLSPinPolicy: Sendable {
    private let pins: Set<TLSFingerprint>
    private let checksChain: Bool

    init(pins: Set<TLSFingerprint>, checksChain: Bool) {
        self.pins = pins
        self.checksChain = checksChain
    }

    /// Decides about the certificate under verification and records the reason of a refusal.
    func accepts(_ verification: OpaquePointer) -> Bool {
        if checksChain, X509_verify_cert(verification) != 1 { return false }
        guard let certificate = X509_STORE_CTX_get0_cert(verification),
            let fingerprint = TLSFingerprint(certificate: certificate),
            pins.contains(fingerprint)
        else {
            X509_STORE_CTX_set_error(verification, X509_V_ERR_APPLICATION_VERIFICATION)
            return false
        }
        X509_STORE_CTX_set_error(verification, X509_V_OK)
        return true
    }
}
