// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// What a client has subscribed to, so that it can subscribe again on its next connection.
struct GatewaySubscriptions {
    /// How many subscriptions are remembered, as many as a gateway gives one client.
    static let maximum = ClientSession.maximumSubscriptions

    private var requests: [(method: String, params: JSONValue)] = []

    /// A call has succeeded.
    mutating func record(_ method: String, _ params: JSONValue) {
        if method.hasSuffix(".unsubscribe") {
            let opposite = method.dropLast("unsubscribe".count) + "subscribe"
            // Without parameters it ends all of its kind.
            let endsAll = params.objectValue?.isEmpty ?? true
            self.requests.removeAll { $0.method == opposite && (endsAll || $0.params == params) }
        } else if method.hasSuffix(".subscribe") {
            guard self.requests.count < Self.maximum, !self.requests.contains(where: { $0.method == method && $0.params == params }) else {
                return
            }
            self.requests.append((method, params))
        }
    }

    /// The frames that subscribe to everything again; nobody waits for their answers.
    var frames: [[UInt8]] {
        self.requests.enumerated().map {
            GatewayFrame.request(id: "again-\($0.offset + 1)", method: $0.element.method, params: $0.element.params)
        }
    }
}
