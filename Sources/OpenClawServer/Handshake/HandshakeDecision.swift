// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// What follows a client's first frame.
enum HandshakeDecision: Sendable {
    /// The client is in.
    case accept(Admission)
    /// The client has proved its key and its secret; whether it is paired, and how it can be, is decided and kept first.
    case pair(DeviceCandidate, SilentApproval, Admission)
    /// The client has proved its key and shows the secret of a setup code; whether it counts is decided and kept first.
    case redeem(DeviceCandidate, secret: String, Admission)
    /// The client gets a failed response and is closed.
    case refuse(MethodError, CloseCode, reason: String)
    /// The client gets a failed response and may send `connect` again on the same socket.
    case retry(MethodError)

    /// A refusal because of the credentials.
    static func refuse(_ failure: AuthenticationFailure) -> HandshakeDecision {
        .refuse(failure.error, .policyViolation, reason: failure.message)
    }

    /// A refusal because the device has to be approved first (PROTOCOL 1.8).
    static func pairingRequired(_ request: DevicePairingRequest, _ device: PairedDevice?) -> HandshakeDecision {
        let words = "pairing required: \(request.reason.requirement)"
        var approved: ScopeSet = []
        if let device { approved = device.scopes }
        let details: JSONObject = [
            "code": "PAIRING_REQUIRED", "reason": .string(request.reason.rawValue), "requestId": .string(request.id),
            "remediationHint": .string("Approve it on the gateway: openclaw devices approve \(request.id)"),
            "recommendedNextStep": "wait_then_retry", "pauseReconnect": true, "waitForResolution": true,
            "deviceId": .string(request.deviceID.rawValue), "requestedRole": .string(request.role.rawValue),
            "requestedScopes": .array(request.scopes.wireNames.map { .string($0) }),
            "approvedRoles": .array((device?.roles ?? []).map { .string($0.rawValue) }),
            "approvedScopes": .array(approved.wireNames.map { .string($0) }),
        ]
        return .refuse(
            MethodError(.notPaired, words, details: details, retryable: true),
            .policyViolation,
            reason: "\(words) (requestId: \(request.id))"
        )
    }
}
