// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A request did not lead to a complete response.
public struct HTTPClientError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong. New codes may be added; compare with the static members you know.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Name: String {
            case invalidRequest
            case tooManyRequests
            case acquireTimeout
            case nameResolution
            case addressRefused
            case connectFailed
            case connectTimeout
            case tls
            case headTimeout
            case readTimeout
            case deadlineExceeded
            case connectionClosed
            case invalidResponse
            case bodyTooLarge
            case redirectRefused
            case invalidEventStream
            case cancelled
            case shutDown
        }

        private let name: Name

        private init(_ name: Name) {
            self.name = name
        }

        /// The request cannot be written: a field, the method or the target is malformed.
        public static let invalidRequest = Code(.invalidRequest)
        /// More requests wait for a connection than the configuration allows.
        public static let tooManyRequests = Code(.tooManyRequests)
        /// No connection became free in time.
        public static let acquireTimeout = Code(.acquireTimeout)
        /// The host's name has no address.
        public static let nameResolution = Code(.nameResolution)
        /// The configuration does not allow to connect to the host or to one of its addresses.
        public static let addressRefused = Code(.addressRefused)
        /// No address of the host accepted a connection.
        public static let connectFailed = Code(.connectFailed)
        /// The connection or its TLS handshake took too long.
        public static let connectTimeout = Code(.connectTimeout)
        /// The TLS handshake failed; see ``HTTPClientError/tls``.
        public static let tls = Code(.tls)
        /// The head of the response took too long.
        public static let headTimeout = Code(.headTimeout)
        /// The response stopped arriving.
        public static let readTimeout = Code(.readTimeout)
        /// The request's own deadline passed.
        public static let deadlineExceeded = Code(.deadlineExceeded)
        /// The server closed the connection before the response was complete.
        public static let connectionClosed = Code(.connectionClosed)
        /// The server broke the protocol or a limit of the client.
        public static let invalidResponse = Code(.invalidResponse)
        /// The content is larger than the caller accepts.
        public static let bodyTooLarge = Code(.bodyTooLarge)
        /// The server redirects to where the policy does not allow to go, or too often.
        public static let redirectRefused = Code(.redirectRefused)
        /// The content is not a stream of events, or one of its events is too large.
        public static let invalidEventStream = Code(.invalidEventStream)
        /// The task was cancelled, or the response was.
        public static let cancelled = Code(.cancelled)
        /// The client has been shut down.
        public static let shutDown = Code(.shutDown)

        /// The code's name, for logs.
        public var description: String { name.rawValue }
    }

    /// What went wrong, to branch on.
    public let code: Code
    /// What went wrong and what to do about it, to read.
    public let message: String
    /// Whether bytes of the request may have reached the server, so that repeating it may repeat its effect.
    public var mayHaveReachedServer: Bool
    /// The reason of a failed handshake.
    public let tls: TLSError?

    /// Creates an error.
    public init(_ code: Code, message: String, mayHaveReachedServer: Bool = false, tls: TLSError? = nil) {
        self.code = code
        self.message = message
        self.mayHaveReachedServer = mayHaveReachedServer
        self.tls = tls
    }

    /// The code and the message.
    public var description: String { "\(code): \(message)" }

    /// Whether a time limit was exceeded.
    public var isTimeout: Bool {
        [.acquireTimeout, .connectTimeout, .headTimeout, .readTimeout, .deadlineExceeded].contains(code)
    }
}
