// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a node did not do what it was asked.
public struct NodeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
        /// The kind as it stands on the wire.
        public let rawValue: String

        /// Wraps a kind.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// No node of this name is connected.
        public static let notConnected = Code(rawValue: "NOT_CONNECTED")
        /// The node does not know the command or may not run it.
        public static let unsupported = Code(rawValue: "UNSUPPORTED_COMMAND")
        /// The node did not answer in time.
        public static let timeout = Code(rawValue: "TIMEOUT")
        /// The command failed.
        public static let failed = Code(rawValue: "FAILED")
        /// As many calls as allowed are running.
        public static let busy = Code(rawValue: "NODE_BUSY")
        /// The node's program has ended while it ran the command: nobody knows how far it came.
        public static let restarted = Code(rawValue: "NODE_RESTARTED")
        /// The caller went away or called it off.
        public static let cancelled = Code(rawValue: "CANCELLED")
        /// The same idempotency key was used for another call.
        public static let keyReused = Code(rawValue: "IDEMPOTENCY_KEY_REUSED")
        /// The device is in the background; the command waits until its owner opens the app.
        public static let queuedUntilForeground = Code(rawValue: "QUEUED_UNTIL_FOREGROUND")
        /// The device refuses because it is in the background.
        public static let backgroundUnavailable = Code(rawValue: "BACKGROUND_UNAVAILABLE")
        /// The command's parameters are wrong.
        public static let invalidParams = Code(rawValue: "INVALID_PARAMS")
        /// Running the program is not allowed, or needs an approval that is not there.
        public static let runDenied = Code(rawValue: "SYSTEM_RUN_DENIED")

        /// The kind as it stands on the wire.
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

    /// `CODE: message`.
    public var description: String { "\(self.code): \(self.message)" }
}
