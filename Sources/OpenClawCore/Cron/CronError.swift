// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why something about scheduled jobs was refused.
public struct CronError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The kind as text.
        public let rawValue: String

        /// Wraps a kind.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The request cannot be understood or asks for what does not exist.
        public static let invalid = Code(rawValue: "invalid")
        /// There is no such job.
        public static let notFound = Code(rawValue: "not_found")
        /// The job was changed in between.
        public static let conflict = Code(rawValue: "conflict")
        /// There are as many jobs as may be.
        public static let full = Code(rawValue: "full")
        /// The jobs could not be read or kept.
        public static let storage = Code(rawValue: "storage")
        /// Somebody else has changed what is kept, and the change was not looked at yet.
        public static let edited = Code(rawValue: "edited")
        /// A newer gateway has the lead; this one must not change jobs any more.
        public static let staleEpoch = Code(rawValue: "stale_epoch")
        /// The gateway stops or scheduled jobs are switched off.
        public static let unavailable = Code(rawValue: "unavailable")
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

    static func stale(_ epoch: Epoch, newest: Epoch) -> CronError {
        CronError(
            .staleEpoch,
            "a gateway of epoch \(newest) has the scheduled jobs, this one has epoch \(epoch): it must take the lead again before it changes any"
        )
    }

    /// What happened and what to do.
    public var description: String { self.message }
}
