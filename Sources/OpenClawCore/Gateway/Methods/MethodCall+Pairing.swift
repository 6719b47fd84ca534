// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension MethodCall {
    /// The only device that the caller may see and manage; `nil` is all of them (PROTOCOL 2.10).
    var ownDeviceOnly: DeviceID? {
        guard case .deviceToken = self.client.credential, !self.client.scopes.contains(.admin) else { return nil }
        return self.client.deviceID
    }

    /// Refuses a device that is not the caller's own, when it may manage only that one; as if it did not exist.
    func checkOwner(of device: DeviceID?, _ error: PairingError? = nil) throws(PairingError) {
        guard let own = self.ownDeviceOnly, device != own else { return }
        throw error ?? PairingError(.unknown, "unknown device: a device without operator.admin manages only itself")
    }

    /// As above, for a node.
    func checkOwner(of node: NodeID?, _ error: PairingError) throws(PairingError) {
        try self.checkOwner(of: node.map { DeviceID(rawValue: $0.rawValue) }, error)
    }

    /// Changes the pairings, unless the caller has lost its access by the time it is its turn.
    func changePairing<Value: Sendable>(
        _ body: @escaping @Sendable (inout PairingBook) throws(PairingError) -> Value
    ) async throws(MethodError) -> Value {
        let client = self.client
        do {
            return try await self.gateway.pairing.change { book throws(PairingError) in
                guard !client.hasLostAccess else { throw PairingError(.callerGone, "unauthorized: the caller's access was taken away") }
                return try body(&book)
            }
        } catch {
            throw error.methodError(protocolVersion: client.protocolVersion)
        }
    }

    /// The parameter `deviceId`.
    func deviceID(_ parameters: MethodParameters) throws(MethodError) -> DeviceID {
        DeviceID(rawValue: try parameters.requiredString("deviceId", maximumLength: 128))
    }
}

extension MethodParameters {
    /// A name for people: 1 to 64 characters without control characters.
    func label(_ name: String) throws(MethodError) -> String {
        let text = try self.requiredString(name, maximumLength: 256)
        guard text.count <= 64, text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }) else {
            throw self.error(name, "must be 1 to 64 characters without control characters")
        }
        return text
    }
}
