// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    func publishRequested(_ request: DevicePairingRequest) {
        self.logger.info(
            "pairing.requested",
            [
                "device": .string(request.deviceID.rawValue), "role": .string(request.role.rawValue),
                "reason": .string(request.reason.rawValue),
            ]
        )
        self.events.publish(Self.pairingEvent("device.pair.requested", request.json))
    }

    func publishResolved(_ request: DevicePairingRequest, _ decision: PairingDecision) {
        self.publishDeviceResolved(request.deviceID, requestID: request.id, decision)
    }

    func publishDeviceResolved(_ device: DeviceID, requestID: String, _ decision: PairingDecision) {
        self.logger.info("pairing.resolved", ["device": .string(device.rawValue), "decision": .string(decision.rawValue)])
        self.events.publish(
            Self.pairingEvent(
                "device.pair.resolved",
                .object([
                    "requestId": .string(requestID), "deviceId": .string(device.rawValue), "decision": .string(decision.rawValue),
                    "ts": .int(self.now().milliseconds),
                ])
            )
        )
    }

    func publishRequested(_ request: NodePairingRequest) {
        self.logger.info("node_pairing.requested", ["node": .string(request.nodeID.rawValue)])
        self.events.publish(Self.pairingEvent("node.pair.requested", request.json))
    }

    func publishResolved(_ request: NodePairingRequest, _ decision: PairingDecision) {
        self.publishNodeResolved(request.nodeID, requestID: request.id, decision)
    }

    func publishNodeResolved(_ node: NodeID, requestID: String, _ decision: PairingDecision) {
        self.logger.info("node_pairing.resolved", ["node": .string(node.rawValue), "decision": .string(decision.rawValue)])
        self.events.publish(
            Self.pairingEvent(
                "node.pair.resolved",
                .object([
                    "requestId": .string(requestID), "nodeId": .string(node.rawValue), "decision": .string(decision.rawValue),
                    "ts": .int(self.now().milliseconds),
                ])
            )
        )
    }

    /// Events about pairing are for those who may decide (PROTOCOL 1.9).
    private static func pairingEvent(_ name: String, _ payload: JSONValue) -> PublishedEvent {
        let bytes = payload.serialized()
        return PublishedEvent(name: name, access: .scopes(.pairing), dropsWhenSlow: name.hasPrefix("node.")) { $0.raw(bytes) }
    }
}
