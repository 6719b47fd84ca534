// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a pairing could not be changed.
public struct PairingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The kind as text.
        public let rawValue: String

        /// Wraps a kind.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// There is no such request, device, node or token.
        public static let unknown = Code(rawValue: "unknown")
        /// It would give more than was asked for or than the caller has.
        public static let scopes = Code(rawValue: "scopes")
        /// Too many devices, nodes or requests.
        public static let full = Code(rawValue: "full")
        /// The store could not keep the change; nothing has changed.
        public static let storage = Code(rawValue: "storage")
        /// The caller has lost its access meanwhile.
        public static let callerGone = Code(rawValue: "caller_gone")
        /// The gateway is stopping.
        public static let stopped = Code(rawValue: "stopped")
    }

    /// The kind of failure.
    public var code: Code
    /// What happened and what to do.
    public var message: String
    /// The scopes that are missing.
    public var required: ScopeSet

    /// Makes an error.
    public init(_ code: Code, _ message: String, required: ScopeSet = []) {
        self.code = code
        self.message = message
        self.required = required
    }

    /// The message.
    public var description: String { self.message }

    /// The failed response.
    package func methodError(protocolVersion: Int) -> MethodError {
        switch self.code {
        case .scopes: self.required.isEmpty ? .invalid(self.message) : Authorizer.missing(self.required, protocolVersion)
        case .storage, .stopped, .full: .unavailable(self.message, retryAfterMilliseconds: 1_000)
        default: .invalid(self.message)
        }
    }
}
