// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// An event as an in-process client gets it.
public struct GatewayEvent: Sendable {
    /// The event's name.
    public let name: String
    /// The event's payload.
    public let payload: JSONValue
    /// Counts the events of this subscription; a gap means that events were missed because the reader was slow.
    public let sequence: Int
}
