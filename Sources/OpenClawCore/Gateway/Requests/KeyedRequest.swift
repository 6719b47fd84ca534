// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A request with an idempotency key, as the ledger knows it: who asked for what, under which key.
struct KeyedRequest: Sendable {
    /// `gateway/<method>/<device or operator>/<key>`.
    let identity: MessageID
    /// The SHA-256 digest of the parameters, whatever their order.
    let digest: [UInt8]

    /// Names a request.
    /// - Parameter parameters: What makes two requests the same; the key itself does not count.
    init(_ method: String, key: String, client: ClientSession, parameters: JSONObject) {
        var parameters = parameters
        parameters["idempotencyKey"] = nil
        // Whoever has the gateway's secret is the operator; a device is told apart from others.
        let principal = client.deviceID?.rawValue ?? "operator"
        self.identity = MessageID(channel: Self.channel, account: AccountID(method), event: "\(principal)/\(key)")
        self.digest = SHA256.digest(JSONValue.object(parameters).serialized(sortedKeys: true))
    }

    /// Where identities of the gateway's own live in the ledger.
    static let channel: ChannelID = "gateway"
}
