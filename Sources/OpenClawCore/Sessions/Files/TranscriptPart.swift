// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The beginning of a transcript.
struct TranscriptPart: Sendable, Equatable {
    /// How many bytes it has.
    var byteCount: Int
    /// How many entries they hold.
    var version: Int
}
