// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a client says about itself in `connect` (PROTOCOL 1.4). Labels only: nothing here is authority.
public struct ClientInfo: Sendable, Hashable {
    /// The program, for instance `openclaw-control-ui`.
    public var id: String
    /// The program's version.
    public var version: String
    /// The platform it runs on.
    public var platform: String
    /// The mode: `ui`, `cli`, `webchat`, `backend`, `node`, `probe`, `test`.
    public var mode: String
    /// The name for people.
    public var displayName: String?
    /// The kind of device.
    public var deviceFamily: String?
    /// The device's model.
    public var modelIdentifier: String?
    /// An identifier of the installation that survives reconnects.
    public var instanceID: String?
    /// The client's time zone.
    public var timeZone: String?

    /// Makes a description.
    public init(
        id: String,
        version: String,
        platform: String,
        mode: String,
        displayName: String? = nil,
        deviceFamily: String? = nil,
        modelIdentifier: String? = nil,
        instanceID: String? = nil,
        timeZone: String? = nil
    ) {
        self.id = id
        self.version = version
        self.platform = platform
        self.mode = mode
        self.displayName = displayName
        self.deviceFamily = deviceFamily
        self.modelIdentifier = modelIdentifier
        self.instanceID = instanceID
        self.timeZone = timeZone
    }
}
