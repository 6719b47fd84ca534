// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A request method (RFC 9110 section 9). Methods are case-sensitive and the set is open.
public struct HTTPMethod: Sendable, Hashable, CustomStringConvertible {
    /// The method as it appears on the wire, for example `GET`.
    public let rawValue: String

    /// Makes a method from its spelling. Encoders refuse spellings which are not tokens.
    @inlinable
    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    /// The method as it appears on the wire.
    public var description: String { rawValue }

    /// Reads a representation.
    @inlinable public static var get: HTTPMethod { HTTPMethod("GET") }
    /// Like ``get``, without the content.
    @inlinable public static var head: HTTPMethod { HTTPMethod("HEAD") }
    /// Processes the content in a way of the resource's own.
    @inlinable public static var post: HTTPMethod { HTTPMethod("POST") }
    /// Replaces the resource.
    @inlinable public static var put: HTTPMethod { HTTPMethod("PUT") }
    /// Changes a part of the resource (RFC 5789).
    @inlinable public static var patch: HTTPMethod { HTTPMethod("PATCH") }
    /// Removes the resource.
    @inlinable public static var delete: HTTPMethod { HTTPMethod("DELETE") }
    /// Asks what the resource can do.
    @inlinable public static var options: HTTPMethod { HTTPMethod("OPTIONS") }
    /// Opens a tunnel.
    @inlinable public static var connect: HTTPMethod { HTTPMethod("CONNECT") }
    /// Echoes the request.
    @inlinable public static var trace: HTTPMethod { HTTPMethod("TRACE") }
}
