// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// Writes the payload of a successful `connect` (PROTOCOL 1.5).
final class HelloFrame: Sendable {
    /// Made for the first client: sorting the names of all methods is no part of a start.
    private let features = Mutex<[UInt8]?>(nil)
    private let policy: [UInt8]
    private let configuration: GatewayServerConfiguration

    /// The events this gateway sends.
    static let events = [
        "connect.challenge", "agent", "chat", "presence", "tick", "shutdown", "health", "sessions.changed", "device.pair.requested",
        "device.pair.resolved", "node.pair.requested", "node.pair.resolved", "node.invoke.request", "node.invoke.cancel",
        "exec.approval.requested", "exec.approval.resolved",
        "heartbeat", "cron", "task", "voicewake.changed", "config.changed",
    ]

    init(configuration: GatewayServerConfiguration) {
        self.configuration = configuration
        var policy = JSONWriter(reservingCapacity: 256)
        policy.beginObject()
        policy.field("maxPayload", configuration.policy.maximumPayload)
        policy.field("maxBufferedBytes", configuration.policy.maximumBufferedBytes)
        policy.field("tickIntervalMs", configuration.policy.tickInterval.wholeMilliseconds)
        policy.endObject()
        self.policy = policy.bytes
    }

    private func features(of gateway: Gateway) -> [UInt8] {
        self.features.withLock { made in
            if let made { return made }
            var writer = JSONWriter(reservingCapacity: 4_096)
            writer.beginObject()
            writer.field("methods", gateway.methods.advertisedNames)
            writer.field("events", Self.events)
            writer.endObject()
            made = writer.bytes
            return writer.bytes
        }
    }

    /// The payload for one client.
    func payload(for client: ClientSession, token: DeviceToken?, others: [DeviceToken] = [], authMode: String, gateway: Gateway) -> [UInt8]
    {
        let isAdmin = client.scopes.contains(.admin)
        var writer = JSONWriter(reservingCapacity: 4_096)
        writer.beginObject()
        writer.field("type", "hello-ok")
        writer.field("protocol", client.protocolVersion)
        writer.key("server")
        writer.beginObject()
        writer.field("version", gateway.configuration.version)
        writer.field("connId", client.id.rawValue)
        writer.endObject()
        writer.field("features", raw: self.features(of: gateway))
        writer.key("snapshot")
        self.writeSnapshot(&writer, gateway: gateway, isAdmin: isAdmin, authMode: authMode)
        writer.key("auth")
        writer.beginObject()
        writer.field("role", client.role.rawValue)
        writer.field("scopes", client.scopes.wireNames)
        if let token {
            writer.field("deviceToken", token.secret.reveal())
            writer.field("issuedAtMs", token.issuedAt.milliseconds)
            if !others.isEmpty { Self.write([token] + others, &writer) }
        }
        writer.endObject()
        writer.field("policy", raw: self.policy)
        writer.endObject()
        return writer.bytes
    }

    /// The tokens of every role, for a device that was paired by a setup code (PROTOCOL 1.8).
    private static func write(_ tokens: [DeviceToken], _ writer: inout JSONWriter) {
        writer.key("deviceTokens")
        writer.beginArray()
        for token in tokens {
            writer.beginObject()
            writer.field("deviceToken", token.secret.reveal())
            writer.field("role", token.role.rawValue)
            writer.field("scopes", token.scopes.wireNames)
            writer.field("issuedAtMs", token.issuedAt.milliseconds)
            writer.endObject()
        }
        writer.endArray()
    }

    private func writeSnapshot(_ writer: inout JSONWriter, gateway: Gateway, isAdmin: Bool, authMode: String) {
        let version = gateway.stateVersion
        let agent = gateway.router.defaultAgent
        writer.beginObject()
        writer.field("presence", raw: gateway.presence.json)
        writer.field("health", raw: gateway.healthSnapshot)
        writer.key("stateVersion")
        writer.beginObject()
        writer.field("presence", version.presence)
        writer.field("health", version.health)
        writer.endObject()
        writer.field("uptimeMs", gateway.uptimeMilliseconds)
        if isAdmin {
            writer.fieldIfPresent("configPath", self.configuration.configurationPath)
            writer.fieldIfPresent("stateDir", self.configuration.stateDirectory)
        }
        writer.key("sessionDefaults")
        writer.beginObject()
        writer.field("defaultAgentId", agent.rawValue)
        writer.field("mainKey", gateway.router.configuration.mainKey)
        writer.field("mainSessionKey", gateway.router.canonicalKey("main").rawValue)
        writer.field("scope", gateway.router.configuration.scope.rawValue)
        writer.endObject()
        writer.field("authMode", authMode)
        writer.endObject()
    }
}
