// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where sessions live: an index of records and one transcript per session.
///
/// Implementations must be safe to call from many tasks. Appends to one session are applied in the order in which they are
/// called; appends to different sessions never wait for each other longer than one flush. Every write carries the writer's epoch, and
/// a store refuses one that is older than the newest it has seen with ``SessionStoreError/Code/staleEpoch``.
///
/// Prove an implementation with `SessionStoreConformance` of OpenClawTesting.
public protocol SessionStore: Sendable {
    /// Reads a session, or `nil` when there is none under this key.
    func load(_ key: SessionKey, window: SessionWindow) async throws(SessionStoreError) -> Session?

    /// Appends entries, creating the session when it does not exist, and returns the new version.
    ///
    /// When this returns, the entries are stored according to the store's durability policy.
    /// - Parameter version: the version the caller has seen; `nil` appends to whatever is there. Another version present is
    ///   ``SessionStoreError/Code/versionConflict``, and nothing is written.
    @discardableResult
    func append(
        _ entries: [SessionEntry],
        to key: SessionKey,
        expecting version: SessionVersion?,
        epoch: Epoch
    ) async throws(SessionStoreError) -> SessionVersion

    /// Changes settable properties, creating the session when it does not exist; a `null` removes a property.
    @discardableResult
    func update(_ key: SessionKey, attributes: JSONObject, epoch: Epoch) async throws(SessionStoreError) -> SessionRecord

    /// Begins a new, empty transcript under the same key; the old one is archived, not deleted.
    /// - Parameter expectedSessionID: the transcript the caller wants to end; another one present is a version conflict.
    @discardableResult
    func reset(_ key: SessionKey, expectedSessionID: String?, epoch: Epoch) async throws(SessionStoreError) -> SessionRecord

    /// Begins a new transcript of these entries under the same key, as one change: after a crash the session has the old transcript or the new
    /// one. The old one is archived.
    /// - Parameter expectedSessionID: the transcript the caller wants to end; another one present, or none, is a version conflict.
    @discardableResult
    func restart(
        _ key: SessionKey,
        with entries: [SessionEntry],
        expectedSessionID: String,
        epoch: Epoch
    ) async throws(SessionStoreError) -> SessionRecord

    /// Removes a session from the index and archives or deletes its transcript; returns whether there was one.
    @discardableResult
    func delete(_ key: SessionKey, deleteTranscript: Bool, epoch: Epoch) async throws(SessionStoreError) -> Bool

    /// Lists sessions, the one that changed last first, without reading transcripts.
    func list(_ query: SessionQuery) async throws(SessionStoreError) -> SessionPage

    /// Finds the record of a transcript by its identifier, or `nil`.
    func find(sessionID: String) async throws(SessionStoreError) -> SessionRecord?

    /// Reads sizes and times of some sessions, active and archived ones, without reading transcripts.
    ///
    /// Every session that is there from the first page to the last is in one of them, once.
    /// - Parameters:
    ///   - position: 0, or where the page before said that the next one begins.
    ///   - limit: how many at most.
    func usage(from position: Int, limit: Int) async throws(SessionStoreError) -> SessionUsagePage

    /// Takes a session out of the active set: sets `archived` and `archivedAt`, and keeps everything else.
    ///
    /// Returns `false`, and changes nothing, when the session has changed since it was looked at, is archived already or is gone.
    @discardableResult
    func archive(_ session: SessionUsage, at time: Timestamp, epoch: Epoch) async throws(SessionStoreError) -> Bool

    /// Removes an archived session and its transcript for good.
    ///
    /// Returns `false`, and changes nothing, when the session has changed since it was looked at, is not archived or is gone.
    @discardableResult
    func discard(_ session: SessionUsage, epoch: Epoch) async throws(SessionStoreError) -> Bool

    /// The transcripts that no session has any more, the oldest first.
    /// - Parameter limit: how many are named at most.
    func archivedTranscripts(limit: Int) async throws(SessionStoreError) -> ArchivedTranscripts

    /// Removes a transcript that no session has any more; returns whether there was one.
    @discardableResult
    func discard(_ transcript: ArchivedTranscript, epoch: Epoch) async throws(SessionStoreError) -> Bool

    /// Writes everything out that is not yet durable. Called when the gateway stops.
    func flush() async throws(SessionStoreError)

    /// The newest epoch that has written.
    var lastEpoch: Epoch { get }

    /// A word for status output: where the sessions live, for instance a directory.
    var location: String { get }
}

extension SessionStore {
    /// Reads the record of a session and its newest 200 entries.
    public func load(_ key: SessionKey) async throws(SessionStoreError) -> Session? {
        try await self.load(key, window: SessionWindow())
    }

    /// Reads what the index knows of a session.
    public func record(_ key: SessionKey) async throws(SessionStoreError) -> SessionRecord? {
        try await self.load(key, window: .recordOnly)?.record
    }

    /// A reset and an append, one after the other: for stores that have no way to do both in one change.
    @discardableResult
    public func restart(
        _ key: SessionKey,
        with entries: [SessionEntry],
        expectedSessionID: String,
        epoch: Epoch
    ) async throws(SessionStoreError) -> SessionRecord {
        let record = try await self.reset(key, expectedSessionID: expectedSessionID, epoch: epoch)
        try await self.append(entries, to: key, expecting: record.version, epoch: epoch)
        return try await self.record(key) ?? record
    }

    /// Pages of the list: for stores that have no order which changes leave alone. Sizes are not known.
    public func usage(from position: Int, limit: Int) async throws(SessionStoreError) -> SessionUsagePage {
        let page = try await self.list(SessionQuery(limit: max(1, limit), offset: max(0, position), archived: nil))
        let next = position + page.records.count
        return SessionUsagePage(
            sessions: page.records.map { SessionUsage($0, byteCount: 0) },
            next: page.records.isEmpty || next >= page.totalCount ? nil : next
        )
    }

    /// A look and an update, one after the other: for stores that have no way to do both in one change.
    @discardableResult
    public func archive(_ session: SessionUsage, at time: Timestamp, epoch: Epoch) async throws(SessionStoreError) -> Bool {
        guard !session.isArchived, let record = try await self.record(session.key), session.isStill(record) else { return false }
        try await self.update(session.key, attributes: SessionUsage.archiving(at: time), epoch: epoch)
        return true
    }

    /// A look and a deletion, one after the other: for stores that have no way to do both in one change.
    @discardableResult
    public func discard(_ session: SessionUsage, epoch: Epoch) async throws(SessionStoreError) -> Bool {
        guard session.isArchived, let record = try await self.record(session.key), session.isStill(record) else { return false }
        return try await self.delete(session.key, deleteTranscript: true, epoch: epoch)
    }

    /// None: the store keeps no transcripts without a session.
    public func archivedTranscripts(limit: Int) async throws(SessionStoreError) -> ArchivedTranscripts { ArchivedTranscripts() }

    /// There is none.
    @discardableResult
    public func discard(_ transcript: ArchivedTranscript, epoch: Epoch) async throws(SessionStoreError) -> Bool { false }

    /// Nothing to write out.
    public func flush() async throws(SessionStoreError) {}

    /// No epoch has written.
    public var lastEpoch: Epoch { Epoch(0) }
}
