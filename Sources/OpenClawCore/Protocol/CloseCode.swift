// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a gateway closes a WebSocket (RFC 6455 section 7.4 and the gateway protocol's own codes).
public struct CloseCode: RawRepresentable, Hashable, Sendable {
    /// The number on the wire.
    public let rawValue: UInt16

    /// Wraps a number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The work is done.
    public static let normal = CloseCode(rawValue: 1000)
    /// The other end is gone: no pong in time.
    public static let goingAway = CloseCode(rawValue: 1001)
    /// The versions do not fit.
    public static let protocolError = CloseCode(rawValue: 1002)
    /// Authentication, handshake or policy; the reason says which. Connecting again with the same data fails again.
    public static let policyViolation = CloseCode(rawValue: 1008)
    /// A message was larger than allowed.
    public static let messageTooBig = CloseCode(rawValue: 1009)
    /// The gateway restarts or stops; connect again soon.
    public static let serviceRestart = CloseCode(rawValue: 1012)
    /// The gateway is starting; connect again soon.
    public static let tryAgainLater = CloseCode(rawValue: 1013)
    /// Another connection of the same client has taken this one's place; connecting again would take it from that one.
    public static let superseded = CloseCode(rawValue: 4000)
    /// The credentials the connection was made with are no longer valid.
    public static let authenticationChanged = CloseCode(rawValue: 4001)
}
