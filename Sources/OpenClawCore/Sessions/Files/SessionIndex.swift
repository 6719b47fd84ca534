// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// All sessions of a file store, small enough to stay in memory: a few hundred bytes each, in the order of change.
struct SessionIndex: Sendable {
    private(set) var rows: [SessionIndexRow?] = []
    private var free: [Int32] = []
    private var table = SessionKeyTable()
    private(set) var order = RecencyList()
    private(set) var count = 0
    private var archivedCount = 0

    /// How many sessions are in the active set.
    var activeCount: Int { self.count - self.archivedCount }

    /// The place of a session, or -1.
    func place(of key: SessionKey) -> Int32 {
        var text = key.rawValue
        return text.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            return self.table.find(bytes) { self.rows[Int($0)]?.hasKey(bytes) ?? false }
        }
    }

    /// The session at a place.
    subscript(place: Int32) -> SessionIndexRow? { self.rows[Int(place)] }

    /// Changes a row in place; its key must stay.
    mutating func update<Value>(_ place: Int32, _ body: (inout SessionIndexRow) -> Value) -> Value? {
        guard var row = self.rows[Int(place)].take() else { return nil }
        let wasArchived = row.isArchived
        let value = body(&row)
        self.archivedCount += (row.isArchived ? 1 : 0) - (wasArchived ? 1 : 0)
        self.rows[Int(place)] = row
        return value
    }

    /// Moves a session to the front of the list.
    mutating func touch(_ place: Int32) { self.order.touch(place) }

    /// Adds a session, or replaces the one of the same key, and returns its place.
    /// - Parameter replacing: given the row that was there.
    @discardableResult
    mutating func put(_ row: SessionIndexRow, replacing: (SessionIndexRow) -> Void = { _ in }) -> Int32 {
        let existing = row.withKey { key in self.table.find(key) { self.rows[Int($0)]?.hasKey(key) ?? false } }
        if existing >= 0 {
            _ = self.update(existing) { old in
                replacing(old)
                let hot = old.hot
                old = row
                old.hot = hot
            }
            return existing
        }
        let place: Int32
        if let reused = self.free.popLast() {
            place = reused
            self.rows[Int(place)] = row
        } else {
            place = Int32(self.rows.count)
            self.rows.append(row)
        }
        row.withKey { self.table.insert($0, place) }
        self.count += 1
        if row.isArchived { self.archivedCount += 1 }
        self.order.touch(place)
        return place
    }

    /// Takes a session out.
    mutating func remove(_ place: Int32) {
        guard let row = self.rows[Int(place)] else { return }
        row.withKey { key in self.table.remove(key, place) }
        if row.isArchived { self.archivedCount -= 1 }
        self.rows[Int(place)] = nil
        self.order.remove(place)
        self.free.append(place)
        self.count -= 1
    }

    /// Sorts the list by the times of change; equal times keep the order in which the sessions were put in.
    mutating func sortByTime() {
        var places: [(time: Int64, place: Int32)] = []
        places.reserveCapacity(self.count)
        var place = self.order.oldest
        while place >= 0 {
            if let row = self.rows[Int(place)] { places.append((row.updatedAt, place)) }
            place = self.order.newer(than: place)
        }
        // The log is written in the order of change, so most often there is nothing to sort.
        let isSorted = zip(places, places.dropFirst()).allSatisfy { $0.time <= $1.time }
        if isSorted { return }
        let sorted = places.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
        self.order.rebuild(sorted.map(\.element.place))
    }

    /// Some sessions, in the order of their places, which they keep.
    func usage(from position: Int, limit: Int) -> SessionUsagePage {
        let start = max(0, min(position, self.rows.count))
        let end = min(self.rows.count, start + max(1, limit))
        return SessionUsagePage(
            sessions: self.rows[start..<end].compactMap { $0?.usage },
            next: end < self.rows.count ? end : nil
        )
    }

    /// Finds a transcript by its identifier; looks at every session.
    func find(sessionID: String) -> SessionRecord? {
        let bytes = Array(sessionID.utf8)
        for row in self.rows {
            if let row, row.hasSessionID(bytes) { return row.record }
        }
        return nil
    }

    /// Lists sessions, the one that changed last first.
    func list(_ query: SessionQuery) -> SessionPage {
        let limit = max(0, query.limit)
        let offset = max(0, query.offset)
        let filter = Filter(query)
        let isCounted = query.selectsBySetOnly
        var records: [SessionRecord] = []
        var matching = 0
        var place = self.order.newest
        while place >= 0, !(isCounted && records.count >= limit) {
            if let row = self.rows[Int(place)], filter.matches(row) {
                if matching >= offset, records.count < limit { records.append(row.record) }
                matching += 1
            }
            place = self.order.older(than: place)
        }
        if isCounted {
            matching =
                switch query.archived {
                case .none: self.count
                case .some(true): self.archivedCount
                case .some(false): self.count - self.archivedCount
                }
        }
        return SessionPage(records: records, totalCount: matching)
    }

    /// A query, prepared for many rows.
    private struct Filter {
        var archived: Bool?
        var keyPrefix: [UInt8]
        var label: [UInt8]?
        var updatedSince: Int64
        var search: SessionSearch?

        init(_ query: SessionQuery) {
            self.archived = query.archived
            self.keyPrefix = query.agentID.map { Array("agent:\($0.rawValue):".utf8) } ?? []
            self.label = query.label.map { Array($0.utf8) }
            self.updatedSince = query.updatedSince?.milliseconds ?? .min
            self.search = SessionSearch(query.search)
        }

        func matches(_ row: SessionIndexRow) -> Bool {
            if let archived = self.archived, row.isArchived != archived { return false }
            if row.updatedAt < self.updatedSince { return false }
            if !self.keyPrefix.isEmpty, !row.hasKeyPrefix(self.keyPrefix) { return false }
            if let label = self.label, !row.hasLabel(label) { return false }
            if let search = self.search { return row.matches(search) }
            return true
        }
    }
}
