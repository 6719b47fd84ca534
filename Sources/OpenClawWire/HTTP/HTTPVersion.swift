// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The two versions of the protocol this module speaks (RFC 9112 section 2.3).
public enum HTTPVersion: UInt8, Sendable, Hashable, Comparable, CustomStringConvertible {
    /// HTTP/1.0: connections close after a message unless both sides say `keep-alive`.
    case http10 = 0
    /// HTTP/1.1: connections stay open unless a side says `close`.
    case http11 = 1

    /// `HTTP/1.0` or `HTTP/1.1`.
    public var description: String { self == .http11 ? "HTTP/1.1" : "HTTP/1.0" }

    /// Orders by age.
    public static func < (lhs: HTTPVersion, rhs: HTTPVersion) -> Bool { lhs.rawValue < rhs.rawValue }
}
