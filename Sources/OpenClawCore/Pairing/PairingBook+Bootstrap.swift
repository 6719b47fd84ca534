// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension PairingBook {
    /// How many setup codes can be open at once.
    public static let maximumBootstraps = 16

    /// Notes a setup code. Nobody makes one that gives what they lack (GHSA-4jpw-hj22-2xmc).
    mutating func issue(_ token: BootstrapToken, caller: ScopeSet) throws(PairingError) {
        guard caller.satisfies(token.scopes) else {
            throw PairingError(.scopes, "missing scope: a setup code cannot give scopes its maker lacks", required: token.scopes)
        }
        self.bootstraps.removeAll { !$0.isLive(at: token.createdAt) }
        guard self.bootstraps.count < Self.maximumBootstraps else {
            throw PairingError(.full, "\(Self.maximumBootstraps) setup codes are open; each ends ten minutes after it was made")
        }
        self.bootstraps.append(token)
    }

    /// The open code of a secret. Every code is compared with to its end, so that the time tells nothing.
    package func bootstrap(_ secret: String, at now: Timestamp) -> BootstrapToken? {
        let digest = Array(SHA256.hexadecimal(Array(secret.utf8)).utf8)
        var found: BootstrapToken?
        for token in self.bootstraps where token.isLive(at: now) {
            let differences = zip(digest, token.digest.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
            if differences == 0, token.digest.utf8.count == digest.count { found = token }
        }
        return found
    }

    /// Pairs the device that shows a code's secret, and uses the code up.
    /// - Parameters:
    ///   - requestID: for the request, when a person has to decide.
    ///   - secrets: of the new tokens, one for each role.
    mutating func redeem(
        _ secret: String,
        _ candidate: DeviceCandidate,
        requestID: String,
        secrets: @Sendable () -> Secret,
        at now: Timestamp
    ) throws(PairingError) -> (outcome: BootstrapOutcome, requests: [DevicePairingRequest], superseded: DevicePairingRequest?) {
        guard let token = self.bootstrap(secret, at: now) else { return (.unknown, [], nil) }
        guard token.roles.contains(candidate.role), candidate.role != .operator || token.scopes.satisfies(candidate.scopes) else {
            return (.tooLittle, [], nil)
        }
        let known = self.devices[candidate.id]
        if token.roles.contains(where: { known?.tokens[$0]?.isLive == false }) {
            // A device whose token was taken away is not let back in by a code that any device may use (CVE-2026-53843).
            let noted = try self.request(candidate, .notPaired, id: requestID, at: now)
            return (.waits(noted.request, device: known), noted.isNew ? [noted.request] : [], noted.superseded)
        }
        // What the device asked for before was a question to a person; the code is no answer to it (CVE-2026-53862).
        let superseded = self.deviceRequests.firstIndex { $0.deviceID == candidate.id }.map { self.deviceRequests.remove(at: $0) }
        var requests: [DevicePairingRequest] = []
        var tokens: [DeviceToken] = []
        var device = known
        for role in [candidate.role] + token.roles.filter({ $0 != candidate.role }) {
            let request = DevicePairingRequest(
                id: "\(requestID)-\(role)",
                deviceID: candidate.id,
                publicKey: candidate.publicKey,
                client: candidate.client,
                role: role,
                scopes: role == .operator ? token.scopes : [],
                remoteAddress: candidate.remoteAddress,
                reason: known == nil ? .notPaired : .roleUpgrade,
                isRepair: known != nil,
                createdAt: now
            )
            let paired = try self.pair(request, secret: secrets(), at: now)
            if let live = paired.liveToken(role) { tokens.append(live) }
            requests.append(request)
            device = paired
        }
        guard let device else { return (.unknown, [], nil) }
        self.bootstraps.removeAll { $0.digest == token.digest }
        return (.paired(device, tokens: tokens), requests, superseded)
    }
}
