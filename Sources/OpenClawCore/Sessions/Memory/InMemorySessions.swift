// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The sessions of an ``InMemorySessionStore``: all its decisions, without locks and clocks.
struct InMemorySessions: Sendable {
    private struct Slot: Sendable {
        var record: SessionRecord
        var tail: SessionTail
    }

    private let configuration: InMemorySessionStore.Configuration
    private var slots: [Slot?] = []
    private var free: [Int32] = []
    private var places: [SessionKey: Int32] = [:]
    private var order = RecencyList()
    private var archivedCount = 0
    private var newestEpoch = Epoch(0)

    init(configuration: InMemorySessionStore.Configuration) { self.configuration = configuration }

    mutating func admit(_ epoch: Epoch) throws(SessionStoreError) {
        guard epoch >= self.newestEpoch else { throw .stale(epoch, newest: self.newestEpoch) }
        self.newestEpoch = epoch
    }

    func load(_ key: SessionKey, window: SessionWindow) -> Session? {
        guard let place = self.places[key], let slot = self.slots[Int(place)] else { return nil }
        let (entries, hasMore) = slot.tail.window(window)
        return Session(record: slot.record, entries: entries, hasMore: hasMore)
    }

    mutating func append(
        _ entries: [SessionEntry],
        sizes: [Int],
        to key: SessionKey,
        expecting version: SessionVersion?,
        at now: Timestamp,
        makeID: () -> String
    ) throws(SessionStoreError) -> SessionVersion {
        let present = self.places[key].flatMap { self.slots[Int($0)]?.record.version } ?? .empty
        if let version, version != present { throw .conflict(key, expected: version, present: present) }
        let place = try self.place(for: key, at: now, makeID: makeID)
        self.slots[Int(place)]?.record.advance(over: entries, at: now)
        self.slots[Int(place)]?.tail.append(entries, sizes: sizes)
        self.slots[Int(place)]?.tail.trim(
            keepingEntries: self.configuration.retainedEntriesPerSession,
            bytes: self.configuration.retainedBytesPerSession,
            isForgetting: true
        )
        self.order.touch(place)
        return SessionVersion(present.rawValue + entries.count)
    }

    mutating func update(
        _ key: SessionKey,
        attributes: JSONObject,
        at now: Timestamp,
        makeID: () -> String
    ) throws(SessionStoreError) -> SessionRecord {
        var patched = self.places[key].flatMap { self.slots[Int($0)]?.record.attributes } ?? [:]
        let hasChanged = patched.patch(with: attributes)
        let size = JSONValue.object(patched).approximateByteCount
        guard size <= self.configuration.maximumAttributeBytes else {
            throw .tooLarge("the set of properties", bytes: size, maximum: self.configuration.maximumAttributeBytes)
        }
        let place = try self.place(for: key, at: now, makeID: makeID)
        guard var record = self.slots[Int(place)]?.record else { throw .invalid(key) }
        if record.isArchived, patched["archived"]?.boolValue != true, self.isFull {
            throw .tooManySessions(self.configuration.maximumSessions)
        }
        if hasChanged {
            self.archivedCount -= record.isArchived ? 1 : 0
            record.attributes = patched
            record.updatedAt = max(record.updatedAt, now)
            self.archivedCount += record.isArchived ? 1 : 0
            self.slots[Int(place)]?.record = record
            self.order.touch(place)
        }
        return record
    }

    mutating func reset(
        _ key: SessionKey,
        expectedSessionID: String?,
        at now: Timestamp,
        makeID: () -> String
    ) throws(SessionStoreError) -> SessionRecord {
        let present = self.places[key].flatMap { self.slots[Int($0)]?.record }
        if let expectedSessionID, present?.sessionID != expectedSessionID {
            throw .conflict(key, expectedSessionID: expectedSessionID, present: present?.sessionID)
        }
        let place = try self.place(for: key, at: now, makeID: makeID)
        if present != nil {
            self.slots[Int(place)]?.record.restart(sessionID: makeID(), at: now)
            self.slots[Int(place)]?.tail = SessionTail()
        }
        self.order.touch(place)
        guard let record = self.slots[Int(place)]?.record else { throw .invalid(key) }
        return record
    }

    mutating func delete(_ key: SessionKey) -> Bool {
        guard let place = self.places.removeValue(forKey: key) else { return false }
        if self.slots[Int(place)]?.record.isArchived == true { self.archivedCount -= 1 }
        self.slots[Int(place)] = nil
        self.order.remove(place)
        self.free.append(place)
        return true
    }

    /// Some sessions, in the order of their places, which they keep.
    func usage(from position: Int, limit: Int) -> SessionUsagePage {
        let start = max(0, min(position, self.slots.count))
        let end = min(self.slots.count, start + max(1, limit))
        return SessionUsagePage(
            sessions: self.slots[start..<end].compactMap { slot in slot.map { SessionUsage($0.record, byteCount: $0.tail.byteCount) } },
            next: end < self.slots.count ? end : nil
        )
    }

    /// Takes a session out of the active set, if it is still as it was looked at.
    mutating func archive(_ session: SessionUsage, at time: Timestamp) -> Bool {
        guard let place = self.places[session.key], let record = self.slots[Int(place)]?.record, session.isStill(record),
            !record.isArchived
        else { return false }
        _ = self.slots[Int(place)]?.record.attributes.patch(with: SessionUsage.archiving(at: time))
        self.archivedCount += 1
        return true
    }

    /// Forgets an archived session, if it is still as it was looked at.
    mutating func discard(_ session: SessionUsage) -> Bool {
        guard let place = self.places[session.key], let record = self.slots[Int(place)]?.record, session.isStill(record),
            record.isArchived
        else { return false }
        return self.delete(session.key)
    }

    func find(sessionID: String) -> SessionRecord? {
        for slot in self.slots {
            if let slot, slot.record.sessionID == sessionID { return slot.record }
        }
        return nil
    }

    func list(_ query: SessionQuery) -> SessionPage {
        let limit = max(0, query.limit)
        let offset = max(0, query.offset)
        let search = SessionSearch(query.search)
        let isCounted = query.selectsBySetOnly
        var records: [SessionRecord] = []
        var matching = 0
        var place = self.order.newest
        while place >= 0, !(isCounted && records.count >= limit) {
            if let slot = self.slots[Int(place)], query.matches(slot.record, search: search) {
                if matching >= offset, records.count < limit { records.append(slot.record) }
                matching += 1
            }
            place = self.order.older(than: place)
        }
        if isCounted {
            matching =
                switch query.archived {
                case .none: self.places.count
                case .some(true): self.archivedCount
                case .some(false): self.places.count - self.archivedCount
                }
        }
        return SessionPage(records: records, totalCount: matching)
    }

    /// Whether no more may be active.
    private var isFull: Bool { self.places.count - self.archivedCount >= self.configuration.maximumSessions }

    /// The slot of a key, made when there is none.
    private mutating func place(for key: SessionKey, at now: Timestamp, makeID: () -> String) throws(SessionStoreError) -> Int32 {
        if let place = self.places[key] { return place }
        if self.isFull || self.places.count >= 2 * self.configuration.maximumSessions {
            guard self.configuration.overflow == .forgetOldest, let oldest = self.slots[Int(self.order.oldest)]?.record.key else {
                throw .tooManySessions(self.configuration.maximumSessions)
            }
            _ = self.delete(oldest)
        }
        let slot = Slot(record: SessionRecord(key: key, sessionID: makeID(), createdAt: now, updatedAt: now), tail: SessionTail())
        let place: Int32
        if let reused = self.free.popLast() {
            place = reused
            self.slots[Int(place)] = slot
        } else {
            place = Int32(self.slots.count)
            self.slots.append(slot)
        }
        self.places[key] = place
        self.order.touch(place)
        return place
    }
}
