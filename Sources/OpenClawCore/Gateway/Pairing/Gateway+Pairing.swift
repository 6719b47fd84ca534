// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Lets a device in that has proved its key and shown a valid secret, approves it silently where that is allowed, or lets it wait.
    ///
    /// Returns when what it decided is kept.
    package func admit(_ candidate: DeviceCandidate, silent: SilentApproval) async throws(PairingError) -> DeviceAdmission {
        let now = self.now()
        let requestID = self.configuration.identifiers.uuid()
        let secret = Secret(self.configuration.identifiers.token())
        let outcome = try await self.pairing.change { book throws(PairingError) -> AdmissionOutcome in
            var outcome = AdmissionOutcome()
            outcome.expired = book.expire(at: now)
            switch book.standing(of: candidate) {
            case .admitted(let device, let token):
                outcome.admission = .admitted(device, token)
            case .needs(let reason, let isRevoked):
                let noted = try book.request(candidate, reason, id: requestID, at: now)
                outcome.superseded = noted.superseded
                if silent.covers(reason), !isRevoked {
                    let approved = try book.approveDevice(noted.request.id, approver: .all, secret: secret, at: now)
                    guard let token = approved.device.liveToken(candidate.role) else { throw PairingBook.unknownRequest(noted.request.id) }
                    outcome.silent = approved.request
                    outcome.admission = .admitted(approved.device, token)
                } else {
                    outcome.new = noted.isNew ? noted.request : nil
                    outcome.admission = .waits(noted.request, device: book.devices[candidate.id])
                }
            }
            return outcome
        }
        self.publish(expired: outcome.expired)
        if let request = outcome.superseded { self.publishResolved(request, .superseded) }
        if let request = outcome.silent { self.publishResolved(request, .approved) }
        if let request = outcome.new { self.publishRequested(request) }
        guard let admission = outcome.admission else { throw PairingError(.stopped, "the pairing was not decided") }
        return admission
    }

    private struct AdmissionOutcome: Sendable {
        var admission: DeviceAdmission?
        var expired: (devices: [DevicePairingRequest], nodes: [NodePairingRequest]) = ([], [])
        var superseded: DevicePairingRequest?
        var silent: DevicePairingRequest?
        var new: DevicePairingRequest?
    }

    /// Notes what a node offers: commands nobody has approved yet wait for an operator, or are approved silently where that is allowed.
    /// The node is connected either way; only approved commands can be asked for.
    package func announce(_ surface: NodeSurface, of node: NodeID, from address: String?, silent: Bool) async throws(PairingError) {
        let now = self.now()
        let requestID = self.configuration.identifiers.uuid()
        typealias Outcome = (new: NodePairingRequest?, superseded: NodePairingRequest?, approved: NodePairingRequest?)
        let outcome = try await self.pairing.change { book throws(PairingError) -> Outcome in
            if book.coversSurface(of: node, surface) { return (nil, nil, nil) }
            let noted = try book.request(node, surface, requestID: requestID, from: address, at: now)
            guard silent else { return (noted.isNew ? noted.request : nil, noted.superseded, nil) }
            let approved = try book.approveNode(noted.request.id, approver: .all, at: now)
            return (nil, noted.superseded, approved.request)
        }
        if let request = outcome.superseded { self.publishResolved(request, .superseded) }
        if let request = outcome.approved { self.publishResolved(request, .approved) }
        if let request = outcome.new { self.publishRequested(request) }
    }

    /// Ends the connections of a device, in one role or in all.
    package func endAccess(of device: DeviceID, role: Role? = nil, reason: String) {
        let clients = self.clients.clients { $0.deviceID == device && (role == nil || $0.role == role) }
        for client in clients { client.endAccess(reason) }
    }

    /// Ends what has run out: requests nobody decided, clients whose signed token is over.
    func endExpiredAccess(at now: Timestamp) async {
        for client in self.clients.expired(at: now) { client.endAccess("gateway auth changed: the token has expired") }
        guard self.pairing.hasExpired(at: now) else { return }
        do {
            let expired = try await self.pairing.change { book throws(PairingError) in book.expire(at: now) }
            self.publish(expired: expired)
        } catch {
            self.logger.error("pairing.expire_failed", ["error": .string(error.message)])
        }
    }

    private func publish(expired: (devices: [DevicePairingRequest], nodes: [NodePairingRequest])) {
        for request in expired.devices { self.publishResolved(request, .expired) }
        for request in expired.nodes { self.publishResolved(request, .expired) }
    }
}
