// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a task was not taken, or did not succeed.
public struct TaskError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The kind as text.
        public let rawValue: String

        /// Wraps a kind.
        public init(rawValue: String) { self.rawValue = rawValue }

        // Not taken.

        /// The request cannot be understood or asks for what does not exist.
        public static let invalid = Code(rawValue: "invalid")
        /// The caller may not ask for this.
        public static let forbidden = Code(rawValue: "forbidden")
        /// It depends on a task that is not known.
        public static let unknownDependency = Code(rawValue: "unknown_dependency")
        /// Tasks wait for each other in a circle.
        public static let cycle = Code(rawValue: "cycle")
        /// The name or the idempotency key was used for another request.
        public static let conflict = Code(rawValue: "conflict")
        /// There are as many tasks as may be.
        public static let full = Code(rawValue: "full")
        /// There is no such task, or it was forgotten.
        public static let notFound = Code(rawValue: "not_found")
        /// The gateway stops, or cannot record the task.
        public static let unavailable = Code(rawValue: "unavailable")

        // Not done.

        /// Every attempt failed.
        public static let failed = Code(rawValue: "failed")
        /// A task it depends on did not succeed.
        public static let dependencyFailed = Code(rawValue: "dependency_failed")
        /// Whoever did it has gone, and it is not begun again.
        public static let lost = Code(rawValue: "lost")
        /// An attempt took longer than its time limit.
        public static let timeout = Code(rawValue: "timeout")
        /// It stood in line for too long.
        public static let queueTimeout = Code(rawValue: "queue_timeout")
        /// Somebody did not want it any more.
        public static let cancelled = Code(rawValue: "cancelled")
    }

    /// The kind of failure.
    public var code: Code
    /// What happened and what to do.
    public var message: String
    /// The field of the request that is wrong.
    public var field: String?
    /// Which of the tasks that were handed in together it is about; the first one is 0. `nil` when it is about none in particular.
    public var index: Int?

    /// Makes an error.
    public init(_ code: Code, _ message: String, field: String? = nil) {
        self.code = code
        self.message = message
        self.field = field
    }

    /// What happened and what to do.
    public var description: String { self.message }
}
