// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Lets a device in that has proved its key and shows the secret of a setup code. Returns when what was decided is kept.
    package func admit(_ candidate: DeviceCandidate, bootstrap secret: String) async throws(PairingError) -> BootstrapOutcome {
        let now = self.now()
        let identifiers = self.configuration.identifiers
        let requestID = identifiers.uuid()
        let redeemed = try await self.pairing.change { book throws(PairingError) in
            try book.redeem(secret, candidate, requestID: requestID, secrets: { Secret(identifiers.token()) }, at: now)
        }
        if let request = redeemed.superseded { self.publishResolved(request, .superseded) }
        switch redeemed.outcome {
        case .paired: for request in redeemed.requests { self.publishResolved(request, .approved) }
        case .waits: for request in redeemed.requests { self.publishRequested(request) }
        case .unknown, .tooLittle: break
        }
        return redeemed.outcome
    }

    /// Ends every open setup code: the credential that had it made may be the one that counts no longer.
    package func endSetupCodes() {
        guard !self.pairing.book.bootstraps.isEmpty else { return }
        _ = self.submit {
            do {
                try await self.pairing.change { book throws(PairingError) in book.bootstraps = [] }
            } catch {
                self.logger.error("pairing.setup_codes_stay", ["error": .string("\(error)")])
            }
        }
    }
}
