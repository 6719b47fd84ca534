// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a gateway could not be made or run.
public struct GatewayError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
        /// The kind as text.
        public let rawValue: String

        /// Wraps a kind.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Two agents or two channels have the same name.
        public static let duplicateName = Code(rawValue: "duplicate_name")
        /// A name has characters or a length that are not allowed.
        public static let invalidName = Code(rawValue: "invalid_name")
        /// There is no agent.
        public static let noAgent = Code(rawValue: "no_agent")
        /// `run()` was called a second time.
        public static let alreadyRun = Code(rawValue: "already_run")
        /// The gateway has stopped or is stopping.
        public static let stopped = Code(rawValue: "stopped")
        /// Another gateway leads now; this one has stopped its work.
        public static let leadershipLost = Code(rawValue: "leadership_lost")
        /// The coordinator's own state cannot be read; the message says what to do.
        public static let coordinatorDamaged = Code(rawValue: "coordinator_damaged")
        /// What is known about paired devices cannot be read.
        public static let pairingUnavailable = Code(rawValue: "pairing_unavailable")

        /// The kind as text.
        public var description: String { self.rawValue }
    }

    /// The kind of failure.
    public var code: Code
    /// What happened and what to do.
    public var message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// `code: message`.
    public var description: String { "\(self.code): \(self.message)" }
}
