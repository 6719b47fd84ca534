// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// An event of a gateway as a client over a socket gets it.
public struct GatewayClientEvent: Sendable {
    /// The event's name.
    public var name: String
    /// The event's payload.
    public var payload: JSONValue
    /// The event's number on this connection; a gap means that events were missed, targeted events have none.
    public var sequence: Int?
}
