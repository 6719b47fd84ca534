// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What a store knows of its file: which contents are its own, so that those of somebody else are noticed.
final class CronFileMemory: Sendable {
    private struct State {
        /// Whether the file was read or written at all.
        var isKnown = false
        /// The contents that were read, accepted or written last; `nil` when there was no file.
        var kept: Int?
        /// The contents that were being written last: after a failure the file may have them.
        var pending: Int?
        /// What the file looked like with one of these.
        var stamp: FileStatus?
    }

    private let state = Mutex(State())

    /// The file was read.
    func noteLoaded(_ bytes: [UInt8]?, _ stamp: FileStatus?) {
        self.state.withLock { $0 = State(isKnown: true, kept: bytes.map(Self.digest), stamp: stamp) }
    }

    /// The next contents are these, whatever becomes of the attempt.
    func noteBegun(_ bytes: [UInt8]) { self.state.withLock { $0.pending = Self.digest(bytes) } }

    /// The file was written.
    func noteKept(_ bytes: [UInt8], _ stamp: FileStatus?) {
        // Somebody may have been quicker than the look at the file.
        let isOwn = stamp?.size == bytes.count
        self.state.withLock { $0 = State(isKnown: true, kept: Self.digest(bytes), stamp: isOwn ? stamp : nil) }
    }

    /// These contents of somebody else may be replaced.
    func noteAccepted(_ bytes: [UInt8]) { self.state.withLock { $0.kept = Self.digest(bytes) } }

    /// Whether a file that looks so needs no reading: it is as it was left, or nothing was ever known of it.
    func isFamiliar(_ stamp: FileStatus) -> Bool { self.state.withLock { !$0.isKnown || $0.stamp == stamp } }

    /// Whether these contents are somebody else's.
    func isForeign(_ bytes: [UInt8], _ stamp: FileStatus) -> Bool {
        let digest = Self.digest(bytes)
        return self.state.withLock { state in
            guard digest != state.kept, digest != state.pending else {
                state.stamp = stamp
                return false
            }
            return true
        }
    }

    private static func digest(_ bytes: [UInt8]) -> Int {
        var hasher = Hasher()
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        hasher.combine(bytes.count)
        return hasher.finalize()
    }
}
