// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a message was refused, and what to answer. After it the connection must be closed.
public struct HTTPParseError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The rule that was broken.
    public let code: Code

    /// Makes an error.
    public init(_ code: Code) {
        self.code = code
    }

    /// The status a server answers with before it closes the connection.
    public var status: HTTPStatus { code.status }

    /// What was wrong, in one English sentence which is safe to send to the peer.
    public var description: String { code.message }
}
