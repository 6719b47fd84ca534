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

    /// The client's own event when the connection is lost and another one is tried; its payload has the `reason`.
    public static let disconnected = "client.disconnected"
    /// The client's own event when numbers of events are missing on a connection: what they told has to be read anew. Its payload has
    /// `expected` and `received`; the event with the number `received` comes next.
    public static let gap = "client.gap"
    /// The client's own event when there is a connection again: events may have been missed. Its payload has `connId` and `version`.
    public static let reconnected = "client.reconnected"
}
