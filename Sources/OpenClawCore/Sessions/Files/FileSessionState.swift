// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a ``FileSessionStore`` keeps under its lock.
struct FileSessionState: Sendable {
    var index: SessionIndex
    var hot = HotSessions()
    /// Sessions that take no entries, and why.
    var failures: [SessionKey: String] = [:]
    /// Changes that wait for the next batch.
    var queue: [SessionCommit] = []
    /// How many bytes they have.
    var queuedBytes = 0
    /// Whether some task runs a batch.
    var hasLeader = false
    /// The newest epoch that was seen.
    var newestEpoch: Epoch
    /// Places whose rows are newer than the index file.
    var dirty: [Int32]
    /// The writer, while no batch runs.
    var writer: SessionWriter?
    /// Whether ``FileSessionStore/run()`` makes transcripts durable beside the batches.
    var isServed = false
    var statistics = FileSessionStore.Statistics()

    init(index: SessionIndex, dirty: [Int32], writer: SessionWriter, failures: [SessionKey: String]) {
        self.index = index
        self.failures = failures
        self.dirty = dirty
        self.newestEpoch = writer.epoch
        self.writer = writer
    }

    /// Puts a session among those in use; the index row knows where.
    mutating func heat(_ session: HotSession) {
        let slot = self.hot.insert(session)
        _ = self.index.update(session.place) { $0.hot = slot }
    }

    /// Takes a session out of those in use.
    @discardableResult
    mutating func cool(_ place: Int32) -> HotSession? {
        guard let slot = self.index[place]?.hot, slot >= 0 else { return nil }
        _ = self.index.update(place) { $0.hot = -1 }
        return self.hot.remove(slot)
    }

    /// Notes that a row is newer than the index file.
    mutating func markDirty(_ place: Int32) {
        let isNew = self.index.update(place) { row -> Bool in
            defer { row.isDirty = true }
            return !row.isDirty
        }
        if isNew == true { self.dirty.append(place) }
    }

    /// Whether more is in use than the bounds allow.
    func isCrowded(_ configuration: FileSessionStore.Configuration) -> Bool {
        self.hot.count > configuration.maximumOpenSessions || (self.hot.tailBytes > configuration.cacheBytes && self.hot.count > 0)
    }
}
