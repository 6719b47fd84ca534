// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawWire

/// A WebSocket could not be opened, or broke.
public struct WebSocketClientError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong. New codes may be added; compare with the static members you know.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Name: String {
            case invalidRequest
            case nameResolution
            case connectFailed
            case timeout
            case tls
            case refused
            case invalidHandshake
            case closed
            case broken
            case protocolViolation
            case cancelled
        }

        private let name: Name

        private init(_ name: Name) {
            self.name = name
        }

        /// The URL or a field cannot be used.
        public static let invalidRequest = Code(.invalidRequest)
        /// The host's name has no address.
        public static let nameResolution = Code(.nameResolution)
        /// No address of the host accepted a connection.
        public static let connectFailed = Code(.connectFailed)
        /// Connecting took too long, or the peer stopped answering pings.
        public static let timeout = Code(.timeout)
        /// The TLS handshake failed; see ``WebSocketClientError/tls``.
        public static let tls = Code(.tls)
        /// The server answered with an ordinary response; see ``WebSocketClientError/status``.
        public static let refused = Code(.refused)
        /// The server's answer is not a valid handshake.
        public static let invalidHandshake = Code(.invalidHandshake)
        /// The connection is closed or about to close, so nothing can be sent.
        public static let closed = Code(.closed)
        /// The connection ended without a close frame.
        public static let broken = Code(.broken)
        /// The peer broke the protocol or sent a message that is too large.
        public static let protocolViolation = Code(.protocolViolation)
        /// The task was cancelled.
        public static let cancelled = Code(.cancelled)

        /// The code's name, for logs.
        public var description: String { name.rawValue }
    }

    /// What went wrong, to branch on.
    public let code: Code
    /// What went wrong and what to do about it, to read.
    public let message: String
    /// The status of a server that refused.
    public let status: HTTPStatus?
    /// The reason of a failed TLS handshake.
    public let tls: TLSError?

    /// Creates an error.
    public init(_ code: Code, message: String, status: HTTPStatus? = nil, tls: TLSError? = nil) {
        self.code = code
        self.message = message
        self.status = status
        self.tls = tls
    }

    init(_ error: ClientConnectError) {
        switch error {
        case .name(let error): self.init(.nameResolution, message: error.message)
        case .refused(let host): self.init(.connectFailed, message: "No connection to \(host) is allowed.")
        case .socket(let error): self.init(.connectFailed, message: error.description)
        case .tls(let error): self.init(.tls, message: error.message, tls: error)
        case .timeout(let host, let limit): self.init(.timeout, message: "No connection to \(host) within \(limit).")
        case .cancelled: self.init(.cancelled, message: "The connection was given up.")
        }
    }

    /// The code and the message.
    public var description: String { "\(code): \(message)" }
}
