// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// `gateway.remote.transport`: how commands reach a gateway elsewhere.
public struct RemoteTransport: RawRepresentable, Hashable, Sendable {
    /// The way as configuration writes it.
    public let rawValue: String

    /// Wraps a way.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Through `ssh`.
    public static let ssh = RemoteTransport(rawValue: "ssh")
    /// Over its address.
    public static let direct = RemoteTransport(rawValue: "direct")
}
