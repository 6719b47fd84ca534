// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Why a device's proof does not hold, with the codes that clients act on (PROTOCOL 1.6, 1.7).
struct DeviceProofFailure: Error, Sendable, Hashable {
    var code: String
    var reason: String
    var message: String

    static let identifier = DeviceProofFailure(
        code: "DEVICE_AUTH_DEVICE_ID_MISMATCH",
        reason: "device-id-mismatch",
        message: "device identity mismatch (device.id is the SHA-256 of the raw public key, in lower-case hexadecimal digits)"
    )
    static let stale = DeviceProofFailure(
        code: "DEVICE_AUTH_SIGNATURE_EXPIRED",
        reason: "device-signature-stale",
        message: "device signature expired (sign the challenge's ts as signedAt, or correct the device's clock)"
    )
    static let nonceMissing = DeviceProofFailure(
        code: "DEVICE_AUTH_NONCE_REQUIRED",
        reason: "device-nonce-missing",
        message: "device nonce required (wait for connect.challenge and sign its nonce)"
    )
    static let nonce = DeviceProofFailure(
        code: "DEVICE_AUTH_NONCE_MISMATCH",
        reason: "device-nonce-mismatch",
        message: "device nonce mismatch (sign the nonce of this connection's own challenge)"
    )
    static let signature = DeviceProofFailure(
        code: "DEVICE_AUTH_SIGNATURE_INVALID",
        reason: "device-signature",
        message: "device signature invalid"
    )
    static let publicKey = DeviceProofFailure(
        code: "DEVICE_AUTH_PUBLIC_KEY_INVALID",
        reason: "device-public-key",
        message: "device public key invalid (it must be an Ed25519 key)"
    )

    /// The failed response.
    var error: MethodError {
        .invalid(self.message, details: ["code": .string(self.code), "reason": .string(self.reason)])
    }
}
