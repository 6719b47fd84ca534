// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `agents.list`, `models.list`, `channels.status` (PROTOCOL 2.6, 2.8).
    static let catalogMethods: [Method] = [
        .immediate("agents.list", .scopes(.read)) { call throws(MethodError) in call.gateway.listAgents() },
        .immediate("models.list", .scopes(.read)) { call throws(MethodError) in
            _ = try call.parameters(["view", "agentId", "sessionKey"])
            return call.gateway.listModels()
        },
        .immediate("channels.status", .scopes(.read)) { call throws(MethodError) in
            _ = try call.parameters(["probe", "timeoutMs", "channel"])
            return call.gateway.channelStatus()
        },
    ]

    private func listAgents() -> MethodResult {
        .object { writer in
            writer.field("defaultId", self.router.defaultAgent.rawValue)
            writer.field("mainKey", self.router.configuration.mainKey)
            writer.field("scope", self.router.configuration.scope.rawValue)
            writer.key("agents")
            writer.beginArray()
            for agent in self.agents {
                let descriptor = agent.descriptor
                writer.beginObject()
                writer.field("id", agent.id.rawValue)
                writer.field("name", descriptor.name)
                writer.key("identity")
                writer.beginObject()
                writer.field("name", descriptor.name)
                writer.fieldIfPresent("emoji", descriptor.emoji)
                writer.endObject()
                if let model = descriptor.model {
                    writer.key("model")
                    writer.beginObject()
                    writer.field("primary", model)
                    writer.endObject()
                }
                writer.fieldIfPresent("notice", descriptor.notice)
                writer.endObject()
            }
            writer.endArray()
        }
    }

    private func listModels() -> MethodResult {
        var seen: Set<String> = []
        return .object { writer in
            writer.key("models")
            writer.beginArray()
            for descriptor in self.agents.map(\.descriptor) {
                guard let model = descriptor.model, seen.insert(model).inserted else { continue }
                let name = model.split(separator: "/", maxSplits: 1).last.map(String.init) ?? model
                writer.beginObject()
                writer.field("id", name)
                writer.field("name", name)
                writer.field("provider", descriptor.provider ?? "custom")
                writer.field("available", true)
                writer.fieldIfPresent("contextWindow", descriptor.contextTokens)
                writer.endObject()
            }
            writer.endArray()
        }
    }

    private func channelStatus() -> MethodResult {
        .object { writer in
            writer.field("ts", self.now().milliseconds)
            writer.field("channelOrder", self.channels.channels.map(\.id.rawValue))
            writer.key("channelLabels")
            writer.beginObject()
            for channel in self.channels.channels {
                writer.key(channel.id.rawValue)
                writer.string(channel.id.rawValue)
            }
            writer.endObject()
            writer.key("channels")
            writer.beginObject()
            for channel in self.channels.channels {
                let status = self.channels.accounts(of: channel.id).first?.1
                writer.key(channel.id.rawValue)
                writer.beginObject()
                writer.field("configured", true)
                writer.field("running", status.map { $0.state.phase == .connected || $0.state.phase == .connecting } ?? false)
                writer.field("connected", status?.state.phase == .connected)
                writer.fieldIfPresent("lastError", status?.state.error)
                writer.endObject()
            }
            writer.endObject()
            writer.key("channelAccounts")
            writer.beginObject()
            for channel in self.channels.channels {
                writer.key(channel.id.rawValue)
                writer.beginArray()
                for (account, status) in self.channels.accounts(of: channel.id) { Self.write(account, status, to: &writer) }
                writer.endArray()
            }
            writer.endObject()
            writer.key("channelDefaultAccountId")
            writer.beginObject()
            for channel in self.channels.channels {
                writer.key(channel.id.rawValue)
                writer.string(self.channels.accounts(of: channel.id).first?.0.rawValue ?? AccountID.default.rawValue)
            }
            writer.endObject()
        }
    }

    private static func write(_ account: AccountID, _ status: ChannelManager.AccountStatus, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("accountId", account.rawValue)
        writer.field("enabled", true)
        writer.field("configured", true)
        writer.field("running", status.state.phase == .connected || status.state.phase == .connecting)
        writer.field("connected", status.state.phase == .connected)
        writer.field("reconnectAttempts", status.restarts)
        writer.fieldIfPresent("lastConnectedAt", status.lastConnectedAt?.milliseconds)
        writer.fieldIfPresent("lastStartAt", status.lastStartAt?.milliseconds)
        writer.fieldIfPresent("lastInboundAt", status.lastInboundAt?.milliseconds)
        writer.fieldIfPresent("lastOutboundAt", status.lastOutboundAt?.milliseconds)
        writer.fieldIfPresent("lastError", status.state.error)
        writer.endObject()
    }
}
