// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension FileSessionStore {
    /// Counts since a store was opened.
    public struct Statistics: Sendable, Hashable {
        /// Changes that were asked for.
        public internal(set) var commits = 0
        /// Batches in which they were written.
        public internal(set) var batches = 0
        /// Bytes appended to transcripts.
        public internal(set) var bytesWritten = 0
        /// Loads answered from memory.
        public internal(set) var cachedLoads = 0
        /// Loads answered from the disk.
        public internal(set) var diskLoads = 0
        /// Writes and synchronizations that failed.
        public internal(set) var failures = 0
        /// Transcripts that were repaired.
        public internal(set) var repairs = 0
    }
}
