// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a ``FileSessionStore`` keeps under its lock.
struct FileSessionState: Sendable {
    var index: SessionIndex
    var hot = HotSessions()
    /// Sessions that take no entries, and why.
    var failures: [SessionKey: String] = [:]
    /// Those of them that failed on the disk and are opened again by themselves.
    var broken: [SessionKey: BrokenTranscript] = [:]
    /// Sessions of whose transcripts it was said that lines of them cannot be read.
    var damaged: Set<SessionKey> = []
    /// Transcripts that are made durable before the index may say that all of them are.
    var inherited: [InheritedTranscript] = []
    /// Whether transcripts that no session names could not be read: the index never says that the store was closed in order.
    let hasUnreadOrphans: Bool
    /// Agents of whose sessions it is not known whether there are more than the index has.
    let unlisted: UnlistedFolders
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

    init(_ recovered: SessionRecovery.Outcome) {
        self.index = recovered.index
        self.failures = recovered.failures
        self.inherited = recovered.inherited
        self.broken = recovered.broken
        self.hasUnreadOrphans = recovered.hasUnreadOrphans
        self.unlisted = recovered.unlisted
        self.dirty = recovered.dirty
        self.newestEpoch = recovered.writer.epoch
        self.writer = recovered.writer
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

    /// Stops a session whose transcript the disk has failed.
    mutating func stop(_ key: SessionKey, _ message: String, distrustsEnd: Bool) {
        self.failures[key] = message
        self.broken[key, default: BrokenTranscript()].distrustsEnd = distrustsEnd || self.broken[key]?.distrustsEnd == true
    }

    /// Why a session cannot be read until its transcript was looked at.
    func unchecked(_ key: SessionKey) -> String? {
        guard !self.broken.isEmpty, self.broken[key]?.isUnchecked == true else { return nil }
        return self.failures[key]
    }

    /// Lets a session take entries again.
    mutating func resume(_ key: SessionKey) {
        self.failures[key] = nil
        self.broken[key] = nil
    }

    /// The sessions whose transcripts are to be opened again when so much time has passed since the last question; a few at a time.
    mutating func dueReopenings(after elapsed: Duration) -> [SessionKey] {
        var due: [SessionKey] = []
        for key in self.broken.keys.sorted(by: { $0.rawValue < $1.rawValue }) where due.count < 16 {
            if self.broken[key]?.schedule.isDue(after: elapsed) == true { due.append(key) }
        }
        return due
    }

    /// Whether more is in use than the bounds allow.
    func isCrowded(_ configuration: FileSessionStore.Configuration) -> Bool {
        self.hot.count > configuration.maximumOpenSessions || (self.hot.tailBytes > configuration.cacheBytes && self.hot.count > 0)
    }
}
