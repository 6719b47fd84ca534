// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A port the server listens on.
public struct HTTPListenerConfiguration: Sendable {
    /// A name by which handlers tell listeners apart, such as `main` or `metrics`.
    public var name: String
    /// Where to listen; port 0 lets the system choose.
    public var address: SocketAddress
    /// Makes a transform, such as TLS, for each connection; nil for plain TCP. Called on the loops.
    public var makeTransform: (@Sendable () -> any StreamTransform)?

    /// Makes a configuration.
    public init(name: String = "main", address: SocketAddress, makeTransform: (@Sendable () -> any StreamTransform)? = nil) {
        self.name = name
        self.address = address
        self.makeTransform = makeTransform
    }
}
