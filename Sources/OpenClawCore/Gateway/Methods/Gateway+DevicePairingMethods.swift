// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `device.pair.list`, `approve`, `reject`, `remove`, `rename`, `device.token.rotate`, `revoke` (PROTOCOL 2.10).
    static let devicePairingMethods: [Method] = [
        .immediate("device.pair.list", .scopes(.pairing)) { call throws(MethodError) in
            _ = try call.parameters([])
            return call.gateway.listDevices(call)
        },
        .asynchronous("device.pair.approve", .scopes(.pairing)) { call in try await call.gateway.approveDevice(call) },
        .asynchronous("device.pair.reject", .scopes(.pairing)) { call in try await call.gateway.rejectDevice(call) },
        .asynchronous("device.pair.remove", .scopes(.pairing)) { call in try await call.gateway.removeDevice(call) },
        .asynchronous("device.pair.rename", .scopes(.pairing)) { call in try await call.gateway.renameDevice(call) },
        .asynchronous("device.token.rotate", .scopes(.pairing)) { call in try await call.gateway.rotateDeviceToken(call) },
        .asynchronous("device.token.revoke", .scopes(.pairing)) { call in try await call.gateway.revokeDeviceToken(call) },
    ]

    private func listDevices(_ call: MethodCall) -> MethodResult {
        let book = self.pairing.book
        let now = self.now()
        let own = call.ownDeviceOnly
        let connected = Set(self.clients.clients { $0.deviceID != nil }.compactMap(\.deviceID))
        let pending = book.deviceRequests.filter { (own == nil || $0.deviceID == own) && !PairingBook.isExpired($0.createdAt, now) }
        let paired = book.devices.values.filter { own == nil || $0.id == own }.sorted { $0.approvedAt > $1.approvedAt }
        return .value(
            .object([
                "pending": .array(pending.reversed().map(\.json)),
                "paired": .array(
                    paired.map { device in
                        var value = device.json(withSecrets: false)
                        value["connected"] = .bool(connected.contains(device.id))
                        return value
                    }
                ),
            ])
        )
    }

    private func approveDevice(_ call: MethodCall) async throws -> MethodResult {
        let id = try call.parameters(["requestId"]).requiredString("requestId", maximumLength: 128)
        let now = self.now()
        let secret = Secret(self.configuration.identifiers.token())
        let approved = try await call.changePairing { book throws(PairingError) in
            let request = book.deviceRequests.first { $0.id == id }
            try call.checkOwner(of: request?.deviceID, PairingBook.unknownRequest(id))
            return try book.approveDevice(id, approver: call.client.scopes, secret: secret, at: now)
        }
        self.publishResolved(approved.request, .approved)
        return .value(.object(["requestId": .string(id), "device": approved.device.json(withSecrets: false)]))
    }

    private func rejectDevice(_ call: MethodCall) async throws -> MethodResult {
        let id = try call.parameters(["requestId"]).requiredString("requestId", maximumLength: 128)
        let request = try await call.changePairing { book throws(PairingError) in
            try call.checkOwner(of: book.deviceRequests.first { $0.id == id }?.deviceID, PairingBook.unknownRequest(id))
            return try book.rejectDevice(id)
        }
        self.publishResolved(request, .rejected)
        return .value(.object(["requestId": .string(id), "deviceId": .string(request.deviceID.rawValue)]))
    }

    private func removeDevice(_ call: MethodCall) async throws -> MethodResult {
        let id = try call.deviceID(call.parameters(["deviceId"]))
        let outcome = try await call.changePairing { book throws(PairingError) in
            try call.checkOwner(of: id)
            let requests = book.deviceRequests.filter { $0.deviceID == id }
            return (try book.removeDevice(id), requests)
        }
        call.reply(.value(.object(["deviceId": .string(id.rawValue), "removed": true])))
        for request in outcome.1 { self.publishResolved(request, .removed) }
        if outcome.1.isEmpty { self.publishDeviceResolved(id, requestID: "", .removed) }
        self.endAccess(of: id, reason: "gateway auth changed: the device was removed")
        return .answered
    }

    private func renameDevice(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(["deviceId", "label"])
        let id = try call.deviceID(parameters)
        let label = try parameters.label("label")
        let device = try await call.changePairing { book throws(PairingError) in
            try call.checkOwner(of: id)
            return try book.renameDevice(id, to: label)
        }
        return .value(.object(["deviceId": .string(id.rawValue), "device": device.json(withSecrets: false)]))
    }

    private func rotateDeviceToken(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(["deviceId", "role", "scopes"])
        let id = try call.deviceID(parameters)
        let role = Role(rawValue: try parameters.requiredString("role", maximumLength: 32))
        // A list that is there but empty, or names only what nobody knows, is an empty set: never "any".
        let scopes = try parameters.strings("scopes", maximumCount: 64).map { ScopeSet(names: $0) }
        let now = self.now()
        let secret = Secret(self.configuration.identifiers.token())
        let token = try await call.changePairing { book throws(PairingError) in
            try call.checkOwner(of: id)
            return try book.rotateToken(of: id, role: role, scopes: scopes, caller: call.client.scopes, secret: secret, at: now)
        }
        call.reply(
            .value(
                .object([
                    "deviceId": .string(id.rawValue), "role": .string(role.rawValue), "token": .string(token.secret.reveal()),
                    "scopes": token.scopes.json, "rotatedAtMs": .int(now.milliseconds),
                ])
            )
        )
        self.endAccess(of: id, role: role, reason: "gateway auth changed: the device's token was rotated")
        return .answered
    }

    private func revokeDeviceToken(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(["deviceId", "role"])
        let id = try call.deviceID(parameters)
        let role = Role(rawValue: try parameters.requiredString("role", maximumLength: 32))
        let now = self.now()
        let token = try await call.changePairing { book throws(PairingError) in
            try call.checkOwner(of: id)
            return try book.revokeToken(of: id, role: role, at: now)
        }
        call.reply(
            .value(
                .object([
                    "deviceId": .string(id.rawValue), "role": .string(role.rawValue),
                    "revokedAtMs": .int((token.revokedAt ?? now).milliseconds),
                ])
            )
        )
        self.endAccess(of: id, role: role, reason: "gateway auth changed: the device's token was revoked")
        return .answered
    }
}
