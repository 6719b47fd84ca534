// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `channels.start`, `channels.stop` (PROTOCOL 2.8). A channel that was stopped runs again after the gateway's next start.
    static let channelMethods: [Method] = [
        .immediate("channels.start", .scopes(.admin)) { call throws(MethodError) in try call.gateway.switchChannel(call, isOn: true) },
        .immediate("channels.stop", .scopes(.admin)) { call throws(MethodError) in try call.gateway.switchChannel(call, isOn: false) },
        .immediate("channels.logout", .scopes(.admin), isAdvertised: false) { _ throws(MethodError) in
            throw .unavailable("channels.logout: signing channels out does not exist in this version; channels.stop ends their connections")
        },
    ]

    private func switchChannel(_ call: MethodCall, isOn: Bool) throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["channel", "accountId"])
        let id = ChannelID(rawValue: try parameters.requiredString("channel", maximumLength: 64))
        let account = try parameters.string("accountId", maximumLength: 256).map { AccountID($0) }
        guard self.channels[id] != nil else { throw .invalid("unknown channel \"\(id)\"; channels.status shows those that exist") }
        if let account, account != .default {
            throw .unavailable("\(call.method): the accounts of a channel run together; leave accountId out")
        }
        let hasChanged = self.channels.setRunning(isOn, id) ?? false
        self.logger.info(
            isOn ? "channel.switched_on" : "channel.switched_off",
            ["channel": .string(id.rawValue), "by": .string(call.client.info.id)]
        )
        return .value([
            "channel": .string(id.rawValue), "accountId": .string(AccountID.default.rawValue),
            isOn ? "started" : "stopped": .bool(hasChanged),
            "running": .bool(isOn),
        ])
    }
}
