// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `sessions.subscribe`, `sessions.messages.subscribe` and their opposites; both accept empty parameters (PROTOCOL 10.3 point 11).
    static let sessionSubscriptionMethods: [Method] = [
        .immediate("sessions.subscribe", .scopes(.read)) { call throws(MethodError) in
            call.client.watchSessionList(true)
            return .value(.object(["subscribed": true]))
        },
        .immediate("sessions.unsubscribe", .scopes(.read)) { call throws(MethodError) in
            call.client.watchSessionList(false)
            return .value(.object(["subscribed": false]))
        },
        .immediate("sessions.messages.subscribe", .scopes(.read)) { call throws(MethodError) in
            try Gateway.follow(call, true)
        },
        .immediate("sessions.messages.unsubscribe", .scopes(.read)) { call throws(MethodError) in
            try Gateway.follow(call, false)
        },
    ]

    private static func follow(_ call: MethodCall, _ follows: Bool) throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["key", "agentId", "includeApprovals"])
        let router = call.gateway.router
        let key = try parameters.sessionKey("key", router: router) ?? router.canonicalKey("main")
        if follows {
            guard call.client.watch(key) else {
                throw .invalid("this connection follows \(ClientSession.maximumSubscriptions) sessions; unsubscribe from some first")
            }
        } else {
            call.client.unwatch(key)
        }
        return .value(.object(["subscribed": .bool(follows), "key": .string(key.rawValue)]))
    }
}
