// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A change of a file store that waits for the next batch.
struct SessionCommit: Sendable {
    /// What is to be done.
    enum Operation: Sendable {
        case append(SessionAppend)
        case update(JSONObject)
        case reset(expectedSessionID: String?)
        /// A new transcript that begins with these entries.
        case restart(SessionAppend, expectedSessionID: String)
        case delete(removesTranscript: Bool)
        /// Out of the active set, if the session is still as it was looked at. Indirect, as is the next: appends are not to pay for its size.
        indirect case archive(SessionUsage, at: Timestamp)
        /// An archived session and its transcript, if it is still as it was looked at.
        indirect case discard(SessionUsage)
        /// Look at the file again and count what came from outside.
        case verify
        /// Like verify, and forget a failure.
        case reopen
        /// Make everything durable; with `isFinal`, bring the index and its copy for other programs up to date as well.
        case flush(isFinal: Bool)

        /// Whether it changes what is stored; the others only look or tidy up.
        var isWrite: Bool {
            switch self {
            case .append, .update, .reset, .restart, .delete, .archive, .discard: true
            case .verify, .reopen, .flush: false
            }
        }

        /// How many bytes of a transcript it brings.
        var byteCount: Int {
            switch self {
            case .append(let append), .restart(let append, _): append.bytes.count
            default: 0
            }
        }
    }

    /// What came of it.
    enum Outcome: Sendable {
        case version(SessionVersion)
        case record(SessionRecord)
        case existed(Bool)
        case done
    }

    /// What a waiting task is told.
    enum Signal: Sendable {
        case finished(Result<Outcome, SessionStoreError>)
        /// The task is to run the next batch, which has its own commit first.
        case lead
    }

    var key: SessionKey
    var operation: Operation
    /// The task that waits, `nil` for the one that leads.
    var continuation: UnsafeContinuation<Signal, Never>?
}

/// Entries to append, already encoded.
struct SessionAppend: Sendable {
    var entries: [SessionEntry]
    /// The lines, one behind the other.
    var bytes: [UInt8]
    /// The length of each line.
    var sizes: [Int]
    var expecting: SessionVersion?
}
