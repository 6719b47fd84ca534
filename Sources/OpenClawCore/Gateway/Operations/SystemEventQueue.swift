// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Notes for agents that wait until the next turn of their session: `wake`, `system-event`, hooks (PROTOCOL 2.8).
///
/// Bounds: 20 notes a session, the oldest goes first; 1,000 sessions, then notes for further ones are refused.
package final class SystemEventQueue: Sendable {
    /// One note.
    package struct Note: Sendable, Hashable {
        /// What it says.
        package var text: String
        /// When it came.
        package var timestamp: Timestamp
    }

    private let maximumNotes: Int
    private let maximumSessions: Int
    private let notes = Mutex<[SessionKey: [Note]]>([:])

    init(maximumNotes: Int = 20, maximumSessions: Int = 1_000) {
        self.maximumNotes = maximumNotes
        self.maximumSessions = maximumSessions
    }

    /// Adds a note; one that repeats the newest is left out. `false` when too many sessions have notes.
    package func add(_ text: String, to key: SessionKey, at now: Timestamp) -> Bool {
        self.notes.withLock { notes in
            guard notes[key] != nil || notes.count < self.maximumSessions else { return false }
            var queue = notes[key] ?? []
            if queue.last?.text == text { return true }
            if queue.count >= self.maximumNotes { queue.removeFirst() }
            queue.append(Note(text: text, timestamp: now))
            notes[key] = queue
            return true
        }
    }

    /// Takes the notes of a session out.
    func take(_ key: SessionKey) -> [Note] {
        self.notes.withLock { notes in
            // Most of the time there is nothing anywhere.
            notes.isEmpty ? [] : notes.removeValue(forKey: key) ?? []
        }
    }

    /// Lets the notes of one session wait for the next turn of another.
    func move(from key: SessionKey, to other: SessionKey) {
        self.notes.withLock { notes in
            guard let moved = notes.removeValue(forKey: key) else { return }
            notes[other] = ((notes[other] ?? []) + moved).suffix(self.maximumNotes)
        }
    }

    /// The notes of a session, which stay.
    package func waiting(_ key: SessionKey) -> [Note] { self.notes.withLock { $0[key] ?? [] } }
}
