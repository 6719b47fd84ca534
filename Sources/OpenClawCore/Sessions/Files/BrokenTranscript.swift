// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A transcript that the disk has failed and that is opened again.
struct BrokenTranscript: Sendable {
    /// Whether making it durable has failed, so that what can be read may not be on the disk.
    var distrustsEnd = false
    /// Whether the disk has failed when the store was opened, so that nobody has looked yet at what a crash has left.
    var isUnchecked = false
    /// How much of it was durable when the store was closed in order last; `nil` when that does not matter.
    var proven: TranscriptPart?
    /// When the next attempt is due.
    var schedule = ReopeningSchedule()
}
