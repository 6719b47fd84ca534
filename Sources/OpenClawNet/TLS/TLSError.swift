// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A TLS configuration could not be used, or a TLS connection could not be made or kept.
public struct TLSError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong. New codes may be added; compare with the static members you know.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Name: String {
            case invalidConfiguration
            case untrustedCertificate
            case expiredCertificate
            case hostMismatch
            case fingerprintMismatch
            case certificateRequired
            case unsupportedVersion
            case notTLS
            case refusedByPeer
            case protocolViolation
            case truncated
            case libraryFailure
        }

        private let name: Name

        private init(_ name: Name) {
            self.name = name
        }

        /// A certificate, key, authority or fingerprint cannot be read or does not fit the rest.
        public static let invalidConfiguration = Code(.invalidConfiguration)
        /// The peer's certificate does not lead to a trusted authority.
        public static let untrustedCertificate = Code(.untrustedCertificate)
        /// The peer's certificate is not valid now: expired, or not yet valid.
        public static let expiredCertificate = Code(.expiredCertificate)
        /// The peer's certificate belongs to another host.
        public static let hostMismatch = Code(.hostMismatch)
        /// The peer's certificate is not one of the pinned ones.
        public static let fingerprintMismatch = Code(.fingerprintMismatch)
        /// The client did not present a certificate, and the server requires one.
        public static let certificateRequired = Code(.certificateRequired)
        /// The peers have no TLS version or cipher in common. TLS 1.2 and 1.3 are spoken.
        public static let unsupportedVersion = Code(.unsupportedVersion)
        /// The peer does not speak TLS at all, for example plain HTTP on an HTTPS port.
        public static let notTLS = Code(.notTLS)
        /// The peer ended the connection with an alert.
        public static let refusedByPeer = Code(.refusedByPeer)
        /// The peer broke the protocol.
        public static let protocolViolation = Code(.protocolViolation)
        /// The connection ended without the closing alert, so data may be missing (RFC 8446 section 6.1).
        public static let truncated = Code(.truncated)
        /// The library failed for a reason of its own, such as exhausted memory.
        public static let libraryFailure = Code(.libraryFailure)

        /// The code's name, for logs.
        public var description: String { name.rawValue }
    }

    /// What went wrong, to branch on.
    public let code: Code
    /// What went wrong and what to do about it, to read.
    public let message: String

    /// Creates an error.
    public init(_ code: Code, message: String) {
        self.code = code
        self.message = message
    }

    /// The code and the message.
    public var description: String { "\(code): \(message)" }
}
