// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A status code (RFC 9110 section 15). The set is open; any three-digit code can be made.
public struct HTTPStatus: Sendable, Hashable, CustomStringConvertible {
    /// The three-digit code.
    public let code: UInt16

    /// Makes a status; codes outside 100...999 are replaced by 500.
    @inlinable
    public init(_ code: Int) {
        self.code = (100...999).contains(code) ? UInt16(truncatingIfNeeded: code) : 500
    }

    /// Code and reason phrase, for example `404 Not Found`.
    public var description: String { "\(code) \(reasonPhrase)" }

    /// Whether the code is 1xx.
    @inlinable public var isInformational: Bool { code < 200 }
    /// Whether the code is 2xx.
    @inlinable public var isSuccess: Bool { code >= 200 && code < 300 }
    /// Whether a response with this code never has content: 1xx, 204, 304.
    @inlinable public var forbidsBody: Bool { code < 200 || code == 204 || code == 304 }
}
