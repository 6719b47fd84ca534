// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A close code (RFC 6455 section 7.4). The set is open.
public struct WebSocketCloseCode: Sendable, Hashable, CustomStringConvertible {
    /// The number.
    public let rawValue: UInt16

    /// Makes a code.
    @inlinable
    public init(_ rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The number.
    public var description: String { "\(rawValue)" }

    /// Whether the code may stand in a close frame: 1000-1003, 1007-1014, 3000-4999.
    @inlinable
    public var isAllowedOnWire: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }

    /// 1000: done.
    @inlinable public static var normal: WebSocketCloseCode { WebSocketCloseCode(1000) }
    /// 1001: the server stops or the page is left.
    @inlinable public static var goingAway: WebSocketCloseCode { WebSocketCloseCode(1001) }
    /// 1002: the peer broke the protocol.
    @inlinable public static var protocolError: WebSocketCloseCode { WebSocketCloseCode(1002) }
    /// 1003: a kind of data this end does not take.
    @inlinable public static var unsupportedData: WebSocketCloseCode { WebSocketCloseCode(1003) }
    /// 1005, never on the wire: the close frame had no code.
    @inlinable public static var noCode: WebSocketCloseCode { WebSocketCloseCode(1005) }
    /// 1006, never on the wire: the connection ended without a close frame.
    @inlinable public static var abnormal: WebSocketCloseCode { WebSocketCloseCode(1006) }
    /// 1007: text was not UTF-8, or data did not fit its type.
    @inlinable public static var invalidData: WebSocketCloseCode { WebSocketCloseCode(1007) }
    /// 1008: against the policy of this end.
    @inlinable public static var policyViolation: WebSocketCloseCode { WebSocketCloseCode(1008) }
    /// 1009: a message is too big.
    @inlinable public static var messageTooBig: WebSocketCloseCode { WebSocketCloseCode(1009) }
    /// 1011: this end failed.
    @inlinable public static var internalError: WebSocketCloseCode { WebSocketCloseCode(1011) }
    /// 1012: the service restarts; connect again.
    @inlinable public static var serviceRestart: WebSocketCloseCode { WebSocketCloseCode(1012) }
    /// 1013: too busy; try later.
    @inlinable public static var tryAgainLater: WebSocketCloseCode { WebSocketCloseCode(1013) }
}
