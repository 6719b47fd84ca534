// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One line of the presence list: a client, as it describes itself, and when it was last seen (PROTOCOL 1.5).
public struct PresenceEntry: Sendable, Hashable {
    /// Who it is.
    public var info: ClientInfo
    /// The device that proved itself.
    public var deviceID: DeviceID?
    /// Its role.
    public var role: Role
    /// What it may do.
    public var scopes: ScopeSet
    /// Its address.
    public var remoteAddress: String?
    /// Since when it has been connected.
    public var onlineSince: Timestamp
    /// When the entry last changed.
    public var timestamp: Timestamp
    /// Why it last changed: `connect`, `disconnect`.
    public var reason: String

    /// The entry's JSON object.
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("ts", self.timestamp.milliseconds)
        writer.fieldIfPresent("host", self.info.displayName ?? self.info.id)
        writer.fieldIfPresent("ip", self.remoteAddress)
        writer.field("version", self.info.version)
        writer.field("platform", self.info.platform)
        writer.fieldIfPresent("deviceFamily", self.info.deviceFamily)
        writer.fieldIfPresent("modelIdentifier", self.info.modelIdentifier)
        writer.fieldIfPresent("timeZone", self.info.timeZone)
        writer.field("mode", self.info.mode)
        writer.field("reason", self.reason)
        writer.field("onlineSince", self.onlineSince.milliseconds)
        writer.field("roles", [self.role.rawValue])
        writer.field("scopes", self.scopes.wireNames)
        writer.fieldIfPresent("deviceId", self.deviceID?.rawValue)
        writer.fieldIfPresent("instanceId", self.info.instanceID)
        writer.field("text", "\(self.info.displayName ?? self.info.id) (\(self.info.mode)) \(self.reason)")
        writer.endObject()
    }
}
