// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The bits of the session and the run an event is for, worked out once for all events of a run.
struct EventMarks {
    /// The bit of the session.
    let session: UInt64
    /// The bits of the session and the run.
    let all: UInt64

    init(session: SessionKey, run: RunID) {
        self.session = EventAudience.interest(in: session)
        self.all = self.session | EventAudience.interest(in: run)
    }
}
