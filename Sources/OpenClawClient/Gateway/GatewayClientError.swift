// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// Why a gateway could not be reached or did not do what it was asked.
public struct GatewayClientError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The kind as text.
        public let rawValue: String

        /// Wraps a kind.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The address is none.
        public static let invalidAddress = Code(rawValue: "INVALID_ADDRESS")
        /// The text is no setup code.
        public static let invalidSetupCode = Code(rawValue: "INVALID_SETUP_CODE")
        /// Nothing answers at the address.
        public static let unreachable = Code(rawValue: "UNREACHABLE")
        /// What answers is no gateway, or speaks another version.
        public static let handshakeFailed = Code(rawValue: "HANDSHAKE_FAILED")
        /// The gateway does not accept the credentials.
        public static let unauthorized = Code(rawValue: "UNAUTHORIZED")
        /// The device has to be approved by the gateway's operator first; see ``GatewayClientError/method``.
        public static let pairingRequired = Code(rawValue: "PAIRING_REQUIRED")
        /// The device's key cannot be used.
        public static let deviceIdentity = Code(rawValue: "DEVICE_IDENTITY")
        /// The gateway did not answer in time.
        public static let timeout = Code(rawValue: "TIMEOUT")
        /// The connection has ended.
        public static let disconnected = Code(rawValue: "DISCONNECTED")
        /// The gateway is starting, stopping or too busy for another client.
        public static let unavailable = Code(rawValue: "UNAVAILABLE")
        /// The gateway's certificate is not believed, or not the one with the configured fingerprint.
        public static let untrusted = Code(rawValue: "UNTRUSTED")
        /// The gateway answered with an error; see ``GatewayClientError/method``.
        public static let refused = Code(rawValue: "REFUSED")
        /// The agent failed.
        public static let agentFailed = Code(rawValue: "AGENT_FAILED")
        /// The run was aborted.
        public static let aborted = Code(rawValue: "ABORTED")
        /// The task was cancelled.
        public static let cancelled = Code(rawValue: "CANCELLED")

        /// The kind as text.
        public var description: String { self.rawValue }
    }

    /// The kind of failure.
    public var code: Code
    /// What happened and what to do.
    public var message: String
    /// The error the gateway answered with.
    public var method: MethodError?

    /// Makes an error.
    public init(_ code: Code, _ message: String, method: MethodError? = nil) {
        self.code = code
        self.message = message
        self.method = method
    }

    /// Whether the same may work a while later without anybody changing anything.
    ///
    /// Of a call that ended with ``Code/disconnected`` or ``Code/timeout`` nobody knows whether it was carried out: repeat it only when
    /// doing it twice does no harm, or give it an `idempotencyKey`.
    public var isRetryable: Bool {
        switch self.code {
        case .unreachable, .timeout, .disconnected, .unavailable: true
        default: self.method?.retryable ?? false
        }
    }

    /// The message.
    public var description: String { self.message }
}
