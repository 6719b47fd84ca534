// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `channels.start`, `channels.stop`, `channels.logout` (PROTOCOL 2.8). A channel that was stopped runs again after the gateway's next start.
    static let channelMethods: [Method] = [
        .immediate("channels.start", .scopes(.admin)) { call throws(MethodError) in try call.gateway.switchChannel(call, isOn: true) },
        .immediate("channels.stop", .scopes(.admin)) { call throws(MethodError) in try call.gateway.switchChannel(call, isOn: false) },
        .asynchronous("channels.logout", .scopes(.admin)) { call in try await call.gateway.signOut(call) },
    ]

    /// Stops a channel and makes it forget how it is signed in to its platform.
    private func signOut(_ call: MethodCall) async throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["channel", "accountId"])
        let id = ChannelID(rawValue: try parameters.requiredString("channel", maximumLength: 64))
        let account = try parameters.string("accountId", maximumLength: 256).map { AccountID($0) } ?? .default
        guard let channel = self.channels[id] else {
            throw .invalid("unknown channel \"\(id)\"; channels.status shows those that exist")
        }
        guard let signing = channel as? any SigningOut else {
            throw .unavailable("channels.logout: the channel \(id) keeps no sign-in that could end; channels.stop ends its connections")
        }
        // A channel that still ran would sign in again with what it has.
        _ = self.channels.setRunning(false, id)
        let wasSignedIn: Bool
        do throws(ChannelSendError) {
            wasSignedIn = try await signing.signOut(account: account)
        } catch {
            throw .unavailable(
                "channels.logout: \(id) is stopped, but could not be signed out: \(error)",
                retryAfterMilliseconds: error.retryAfter.map { Int($0.wholeMilliseconds) }
            )
        }
        self.logger.info("channel.signed_out", ["channel": .string(id.rawValue), "by": .string(call.client.info.id)])
        return .value([
            "channel": .string(id.rawValue), "accountId": .string(account.rawValue), "cleared": .bool(wasSignedIn), "loggedOut": true,
            "running": false,
        ])
    }

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
