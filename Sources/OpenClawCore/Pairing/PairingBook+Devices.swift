// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension PairingBook {
    /// What a book says about a device that has proved its key.
    package enum DeviceStanding: Sendable, Hashable {
        /// It may come in, with this token.
        case admitted(PairedDevice, DeviceToken)
        /// It has to be approved first. `isRevoked`: its token was taken away, so nothing but a person may give it back.
        case needs(PairingReason, isRevoked: Bool)
    }

    /// Where a candidate stands.
    package func standing(of candidate: DeviceCandidate) -> DeviceStanding {
        guard let device = self.devices[candidate.id] else { return .needs(.notPaired, isRevoked: false) }
        guard device.roles.contains(candidate.role) else { return .needs(.roleUpgrade, isRevoked: false) }
        guard let token = device.liveToken(candidate.role) else { return .needs(.notPaired, isRevoked: true) }
        if Self.isOtherMachine(device, candidate.client) { return .needs(.metadataUpgrade, isRevoked: false) }
        guard device.scopes.satisfies(candidate.scopes) || candidate.role != .operator else {
            return .needs(.scopeUpgrade, isRevoked: false)
        }
        return .admitted(device, token)
    }

    /// Versions may change, the kind of machine may not.
    private static func isOtherMachine(_ device: PairedDevice, _ client: ClientInfo) -> Bool {
        func kind(_ text: String?) -> String { String((text ?? "").lowercased().prefix { $0.isLetter }) }
        if let platform = device.platform, kind(platform) != kind(client.platform) { return true }
        if let family = device.deviceFamily, let claimed = client.deviceFamily, kind(family) != kind(claimed) { return true }
        return false
    }

    /// Notes that a device waits. A device that asks again for the same gets the same request; for something else a new one, so that
    /// a request never grows after an operator has read it.
    mutating func request(
        _ candidate: DeviceCandidate,
        _ reason: PairingReason,
        id: String,
        at now: Timestamp
    ) throws(PairingError) -> (request: DevicePairingRequest, isNew: Bool, superseded: DevicePairingRequest?) {
        var superseded: DevicePairingRequest?
        if let index = self.deviceRequests.firstIndex(where: { $0.deviceID == candidate.id }) {
            let known = self.deviceRequests[index]
            if known.role == candidate.role, known.scopes == candidate.scopes, known.reason == reason { return (known, false, nil) }
            superseded = self.deviceRequests.remove(at: index)
        }
        guard self.deviceRequests.count < Self.maximumPending else {
            throw PairingError(.full, "too many devices wait to be paired; decide on some of them: openclaw devices list")
        }
        let request = DevicePairingRequest(
            id: id,
            deviceID: candidate.id,
            publicKey: candidate.publicKey,
            client: candidate.client,
            role: candidate.role,
            scopes: candidate.scopes,
            remoteAddress: candidate.remoteAddress,
            reason: reason,
            isRepair: self.devices[candidate.id] != nil,
            createdAt: now
        )
        self.deviceRequests.append(request)
        return (request, true, superseded)
    }

    /// Approves a request with the scopes of whoever approves it.
    mutating func approveDevice(
        _ requestID: String,
        approver: ScopeSet,
        secret: Secret,
        at now: Timestamp
    ) throws(PairingError) -> (request: DevicePairingRequest, device: PairedDevice) {
        guard let index = self.deviceRequests.firstIndex(where: { $0.id == requestID }) else { throw Self.unknownRequest(requestID) }
        let request = self.deviceRequests[index]
        guard !Self.isExpired(request.createdAt, now) else { throw Self.unknownRequest(requestID) }
        guard approver.satisfies(request.scopes) else {
            throw PairingError(
                .scopes,
                "missing scope: approving this device needs \(request.scopes.wireNames.joined(separator: ", "))",
                required: request.scopes
            )
        }
        let device = try self.pair(request, secret: secret, at: now)
        self.deviceRequests.remove(at: index)
        return (request, device)
    }

    /// Pairs what a request describes.
    mutating func pair(_ request: DevicePairingRequest, secret: Secret, at now: Timestamp) throws(PairingError) -> PairedDevice {
        let known = self.devices[request.deviceID]
        guard known != nil || self.devices.count < Self.maximumPaired else {
            throw PairingError(.full, "\(Self.maximumPaired) devices are paired, the most there can be; remove some: openclaw devices list")
        }
        var device =
            known
            ?? PairedDevice(
                id: request.deviceID,
                publicKey: request.publicKey,
                clientID: request.client.id,
                clientMode: request.client.mode,
                roles: [],
                scopes: [],
                tokens: [:],
                createdAt: now,
                approvedAt: now
            )
        device.displayName = device.displayName ?? request.client.displayName
        device.platform = request.client.platform
        device.deviceFamily = request.client.deviceFamily ?? device.deviceFamily
        device.remoteAddress = request.remoteAddress
        device.approvedAt = now
        if !device.roles.contains(request.role) { device.roles.append(request.role) }
        let old = device.tokens[request.role]
        if let old, old.isLive {
            // The same secret may do what was approved before and what was approved now.
            var token = old
            token.scopes.formUnion(request.scopes)
            device.tokens[request.role] = token
            device.scopes.formUnion(request.scopes)
        } else {
            // After a revocation nothing of the old approval is left.
            device.tokens[request.role] = DeviceToken(secret: secret, role: request.role, scopes: request.scopes, createdAt: now)
            if request.role == .operator { device.scopes = request.scopes }
        }
        self.devices[device.id] = device
        return device
    }

    /// Declines a request.
    mutating func rejectDevice(_ requestID: String) throws(PairingError) -> DevicePairingRequest {
        guard let index = self.deviceRequests.firstIndex(where: { $0.id == requestID }) else { throw Self.unknownRequest(requestID) }
        return self.deviceRequests.remove(at: index)
    }

    /// Forgets a device, what it waits for, and its commands as a node.
    mutating func removeDevice(_ id: DeviceID) throws(PairingError) -> PairedDevice {
        guard let device = self.devices.removeValue(forKey: id) else { throw Self.unknownDevice(id) }
        self.deviceRequests.removeAll { $0.deviceID == id }
        self.bootstraps.removeAll { $0.issuer == id }
        let node = NodeID(rawValue: id.rawValue)
        self.nodes[node] = nil
        self.nodeRequests.removeAll { $0.nodeID == node }
        return device
    }

    /// Gives a device another name for people.
    mutating func renameDevice(_ id: DeviceID, to name: String) throws(PairingError) -> PairedDevice {
        guard var device = self.devices[id] else { throw Self.unknownDevice(id) }
        device.displayName = name
        self.devices[id] = device
        return device
    }

    /// Replaces the secret of a token; its new scopes are at most those approved for the device and those of the caller.
    /// - Parameter scopes: `nil` keeps the token's; an empty set is an empty set.
    mutating func rotateToken(
        of id: DeviceID,
        role: Role,
        scopes: ScopeSet?,
        caller: ScopeSet,
        secret: Secret,
        at now: Timestamp
    ) throws(PairingError) -> DeviceToken {
        guard var device = self.devices[id] else { throw Self.unknownDevice(id) }
        guard var token = device.liveToken(role), device.roles.contains(role) else { throw Self.noToken(id, role) }
        let wanted = role == .operator ? scopes ?? token.scopes : []
        guard device.scopes.satisfies(wanted) || wanted.isEmpty else {
            throw PairingError(
                .scopes,
                "the device was never approved for \(wanted.wireNames.joined(separator: ", ")); let it ask for them"
            )
        }
        guard caller.satisfies(wanted) else {
            throw PairingError(.scopes, "missing scope: a token cannot have scopes its maker lacks", required: wanted)
        }
        if role == .operator { self.bootstraps.removeAll { $0.issuer == id } }
        token.secret = secret
        token.scopes = wanted
        token.rotatedAt = now
        token.lastUsedAt = nil
        device.tokens[role] = token
        self.devices[id] = device
        return token
    }

    /// Makes a token worth nothing. Only a new approval gives the device another one.
    mutating func revokeToken(of id: DeviceID, role: Role, at now: Timestamp) throws(PairingError) -> DeviceToken {
        guard var device = self.devices[id] else { throw Self.unknownDevice(id) }
        guard var token = device.tokens[role] else { throw Self.noToken(id, role) }
        if token.isLive { token.revokedAt = now }
        device.tokens[role] = token
        self.devices[id] = device
        self.deviceRequests.removeAll { $0.deviceID == id && $0.role == role }
        if role == .operator { self.bootstraps.removeAll { $0.issuer == id } }
        return token
    }

    /// Notes that a device was here.
    mutating func touch(_ id: DeviceID, role: Role, from address: String?, at now: Timestamp) {
        self.devices[id]?.tokens[role]?.lastUsedAt = now
        self.devices[id]?.remoteAddress = address
    }

    static func unknownRequest(_ id: String) -> PairingError {
        PairingError(.unknown, "unknown requestId \"\(id.prefix(80))\"; it may have expired, been decided on or been replaced")
    }

    private static func unknownDevice(_ id: DeviceID) -> PairingError {
        PairingError(.unknown, "unknown deviceId \"\(id.rawValue.prefix(80))\"; device.pair.list shows those that are paired")
    }

    private static func noToken(_ id: DeviceID, _ role: Role) -> PairingError {
        PairingError(.unknown, "device \(id.rawValue.prefix(12))… has no token for the role \(role)")
    }
}
