// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Keeps sessions in memory: for tests, for gateways that need no past, and as the model of what a store does.
///
/// Bounded: entries beyond a session's bounds are forgotten, the oldest first (the version counts on); what happens when a session
/// more than the maximum is begun is the configuration's ``Configuration/Overflow``.
public final class InMemorySessionStore: SessionStore {
    private let configuration: Configuration
    private let clock: any WallClock
    private let identifiers: any IDGenerator
    private let contents: Mutex<InMemorySessions>

    /// Makes an empty store.
    /// - Parameters:
    ///   - configuration: the bounds.
    ///   - clock: where `createdAt` and `updatedAt` come from.
    ///   - identifiers: makes the identifiers of transcripts.
    public init(
        configuration: Configuration = Configuration(),
        clock: any WallClock = SystemWallClock(),
        identifiers: any IDGenerator = UUIDGenerator()
    ) {
        self.configuration = configuration
        self.clock = clock
        self.identifiers = identifiers
        self.contents = Mutex(InMemorySessions(configuration: configuration))
    }

    /// `memory`.
    public var location: String { "memory" }

    /// Reads a session.
    public func load(_ key: SessionKey, window: SessionWindow) async throws(SessionStoreError) -> Session? {
        guard key.isValid else { throw .invalid(key) }
        return self.contents.withLock { $0.load(key, window: window) }
    }

    /// Appends entries.
    @discardableResult
    public func append(
        _ entries: [SessionEntry],
        to key: SessionKey,
        expecting version: SessionVersion?,
        epoch: Epoch
    ) async throws(SessionStoreError) -> SessionVersion {
        let sizes = try self.sizes(of: entries)
        return try self.change(key, epoch) { sessions, now throws(SessionStoreError) in
            try sessions.append(entries, sizes: sizes, to: key, expecting: version, at: now, makeID: self.identifiers.uuid)
        }
    }

    private func sizes(of entries: [SessionEntry]) throws(SessionStoreError) -> [Int] {
        var sizes: [Int] = []
        sizes.reserveCapacity(entries.count)
        for entry in entries {
            let size = entry.approximateByteCount
            guard size <= self.configuration.maximumEntryBytes else {
                throw .tooLarge("an entry", bytes: size, maximum: self.configuration.maximumEntryBytes)
            }
            sizes.append(size)
        }
        return sizes
    }

    /// Changes settable properties.
    @discardableResult
    public func update(_ key: SessionKey, attributes: JSONObject, epoch: Epoch) async throws(SessionStoreError) -> SessionRecord {
        try self.change(key, epoch) { sessions, now throws(SessionStoreError) in
            try sessions.update(key, attributes: attributes, at: now, makeID: self.identifiers.uuid)
        }
    }

    /// Begins a new transcript; the old one is forgotten.
    @discardableResult
    public func reset(_ key: SessionKey, expectedSessionID: String?, epoch: Epoch) async throws(SessionStoreError) -> SessionRecord {
        try self.change(key, epoch) { sessions, now throws(SessionStoreError) in
            try sessions.reset(key, expectedSessionID: expectedSessionID, at: now, makeID: self.identifiers.uuid)
        }
    }

    /// Begins a new transcript of these entries; the old one is forgotten.
    @discardableResult
    public func restart(
        _ key: SessionKey,
        with entries: [SessionEntry],
        expectedSessionID: String,
        epoch: Epoch
    ) async throws(SessionStoreError) -> SessionRecord {
        let sizes = try self.sizes(of: entries)
        return try self.change(key, epoch) { sessions, now throws(SessionStoreError) in
            let record = try sessions.reset(key, expectedSessionID: expectedSessionID, at: now, makeID: self.identifiers.uuid)
            _ = try sessions.append(entries, sizes: sizes, to: key, expecting: nil, at: now, makeID: self.identifiers.uuid)
            return sessions.load(key, window: .recordOnly)?.record ?? record
        }
    }

    /// Forgets a session and its transcript.
    @discardableResult
    public func delete(_ key: SessionKey, deleteTranscript: Bool, epoch: Epoch) async throws(SessionStoreError) -> Bool {
        try self.change(key, epoch) { sessions, _ throws(SessionStoreError) in sessions.delete(key) }
    }

    /// Lists sessions, the one that changed last first.
    public func list(_ query: SessionQuery) async throws(SessionStoreError) -> SessionPage {
        self.contents.withLock { $0.list(query) }
    }

    /// Reads sizes and times of some sessions.
    public func usage(from position: Int, limit: Int) async throws(SessionStoreError) -> SessionUsagePage {
        self.contents.withLock { $0.usage(from: position, limit: limit) }
    }

    /// Takes a session out of the active set.
    @discardableResult
    public func archive(_ session: SessionUsage, at time: Timestamp, epoch: Epoch) async throws(SessionStoreError) -> Bool {
        try self.change(session.key, epoch) { sessions, _ throws(SessionStoreError) in sessions.archive(session, at: time) }
    }

    /// Forgets an archived session.
    @discardableResult
    public func discard(_ session: SessionUsage, epoch: Epoch) async throws(SessionStoreError) -> Bool {
        try self.change(session.key, epoch) { sessions, _ throws(SessionStoreError) in sessions.discard(session) }
    }

    /// Finds the record of a transcript.
    public func find(sessionID: String) async throws(SessionStoreError) -> SessionRecord? {
        self.contents.withLock { $0.find(sessionID: sessionID) }
    }

    private func change<Value: Sendable>(
        _ key: SessionKey,
        _ epoch: Epoch,
        _ body: (inout InMemorySessions, Timestamp) throws(SessionStoreError) -> Value
    ) throws(SessionStoreError) -> Value {
        guard key.isValid else { throw .invalid(key) }
        let now = self.clock.now()
        return try self.contents.withLock { sessions -> Result<Value, SessionStoreError> in
            do throws(SessionStoreError) {
                try sessions.admit(epoch)
                return .success(try body(&sessions, now))
            } catch {
                return .failure(error)
            }
        }.get()
    }
}
