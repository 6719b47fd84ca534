// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What maintenance is to do, and what it has counted.
public struct SessionMaintenancePlan: Sendable, Hashable {
    /// What something is done to.
    public enum Target: Sendable, Hashable {
        /// A session; it is archived, or removed with its transcript.
        case session(SessionUsage)
        /// A transcript that no session has any more; it is removed.
        case transcript(ArchivedTranscript)

        /// How many bytes it has.
        public var byteCount: Int {
            switch self {
            case .session(let session): session.byteCount
            case .transcript(let transcript): transcript.byteCount
            }
        }

        /// The session's key, or the name of the file.
        public var name: String {
            switch self {
            case .session(let session): session.key.rawValue
            case .transcript(let transcript): transcript.name
            }
        }
    }

    /// One thing to do.
    public struct Action: Sendable, Hashable {
        /// To what.
        public var target: Target
        /// Why; also says whether it is archived or removed.
        public var reason: SessionMaintenanceReason
    }

    /// How many of something there are, and how many bytes they have.
    public struct Tally: Sendable, Hashable {
        /// How many.
        public var count = 0
        /// How many bytes they have together.
        public var byteCount = 0

        /// None.
        public init() {}

        /// Counts one.
        public mutating func add(_ bytes: Int) {
            self.count += 1
            self.byteCount += bytes
        }
    }

    /// What is to be done, in this order; a bounded number.
    public internal(set) var actions: [Action] = []
    /// How many sessions and transcripts each reason concerns, also beyond the actions.
    public internal(set) var tallies: [SessionMaintenanceReason: Tally] = [:]
    /// Sessions in the active set.
    public internal(set) var active = Tally()
    /// Sessions out of it.
    public internal(set) var archived = Tally()
    /// Transcripts that no session has any more.
    public internal(set) var putAside = Tally()
    /// By how many bytes the budget stays exceeded, because nothing else may be removed.
    public internal(set) var excessBytes = 0
    /// Whether there is more to do than the actions.
    public internal(set) var isCut = false

    /// How many bytes all transcripts have.
    public var byteCount: Int { self.active.byteCount + self.archived.byteCount + self.putAside.byteCount }
}
