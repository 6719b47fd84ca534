// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How long the steps of a model's answer may take.
public struct ModelTimeouts: Sendable, Hashable {
    /// Resolving the name, connecting and the TLS handshake, together.
    public var connect: Duration
    /// From the request to the first words, reasoning included.
    public var firstToken: Duration
    /// Between two pieces after that.
    public var idle: Duration

    /// Makes timeouts; by default 10 seconds, 2 minutes and 1 minute.
    public init(connect: Duration = .seconds(10), firstToken: Duration = .seconds(120), idle: Duration = .seconds(60)) {
        self.connect = connect
        self.firstToken = firstToken
        self.idle = idle
    }
}
