// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a ledger knows, and what may follow: every implementation decides and recovers with this value.
///
/// No disk, no clock, no locks: records go in, decisions come out. It holds everything that is not settled and a bounded number of what
/// is, the oldest of which are forgotten.
struct LedgerState: Sendable {
    /// The bounds.
    struct Limits: Sendable, Hashable {
        /// How many histories may be open.
        var maximumOpen = 10_000
        /// How many bytes of payload they may have.
        var maximumOpenBytes = 64 << 20
        /// How many settled histories are remembered.
        var maximumSettled = 20_000
        /// How many bytes of stored results they may have.
        var maximumSettledBytes = 16 << 20
        /// After this long a settled request gives way to another one of its identity.
        var maximumRequestAge = Duration.seconds(86_400)
    }

    /// The answer to an opening.
    enum Admission {
        case accepted(UInt64)
        indirect case duplicate(LedgerEntry)
        case full
    }

    private let limits: Limits
    private var histories = LedgerHistories()
    /// How many histories are not settled.
    private(set) var openCount = 0
    /// The places of settled histories in the order they are forgotten, with their positions; the part before `oldest` is used up.
    private var order: [(place: Int, position: UInt64)] = []
    private var oldest = 0
    private var settledBytes = 0
    /// The places of the histories that are being advanced.
    private var places: [Int] = []
    /// How many bytes of payload the open histories have.
    private(set) var openBytes = 0
    /// The newest epoch that has written.
    private(set) var epoch = Epoch(0)
    /// The position of the next record.
    private(set) var next: UInt64 = 1
    /// Identities forgotten since somebody asked, when ``remembersForgotten``.
    private(set) var forgotten: [MessageID] = []
    private let remembersForgotten: Bool

    init(limits: Limits = Limits(), remembersForgotten: Bool = false) {
        self.limits = limits
        self.remembersForgotten = remembersForgotten
    }

    /// Whether an identity is held.
    func knows(_ identity: MessageID) -> Bool { self.histories.find(identity) != nil }

    /// How an identity stands.
    func entry(of identity: MessageID) -> LedgerEntry? { self.histories.find(identity).map { self.histories[$0] } }

    /// What is not settled, oldest first.
    func unsettled() -> [LedgerEntry] {
        var entries: [LedgerEntry] = []
        entries.reserveCapacity(self.openCount)
        self.histories.forEach { if !$0.isSettled { entries.append($0) } }
        return entries.sorted { $0.position < $1.position }
    }

    /// Settled tasks, the newest first.
    func recentTasks(limit: Int) -> [LedgerEntry] {
        var found: [LedgerEntry] = []
        for (place, position) in self.order[self.oldest...].reversed() where found.count < limit {
            guard self.histories.holds(place, openedAt: position), case .task = self.histories[place].opening else { continue }
            found.append(self.histories[place])
        }
        return found
    }

    mutating func takeForgotten() -> [MessageID] {
        defer { self.forgotten = [] }
        return self.forgotten
    }

    // MARK: Deciding

    /// Begins a history, unless it is known or there is no room.
    mutating func admit(_ record: LedgerRecord, epoch: Epoch) throws(LedgerError) -> Admission {
        guard record.kind.isOpening else {
            throw LedgerError(.unknownMessage, "a \(record.kind.name) record cannot begin a history")
        }
        try self.check(epoch)
        if let place = self.histories.find(record.identity) {
            guard self.isOutdated(place, at: record.timestamp) else { return .duplicate(self.histories[place]) }
            self.forget(place)
        }
        guard self.openCount < self.limits.maximumOpen,
            self.openBytes + record.kind.payloadCount <= max(self.limits.maximumOpenBytes, record.kind.payloadCount)
        else { return .full }
        let position = self.next
        self.next += 1
        self.begin(record, position: position)
        return .accepted(position)
    }

    /// Records transitions of known identities; returns the position of the first.
    mutating func advance(_ records: [LedgerRecord], epoch: Epoch) throws(LedgerError) -> UInt64 {
        try self.check(epoch)
        self.places.removeAll(keepingCapacity: true)
        for record in records {
            guard !record.kind.isOpening else {
                throw LedgerError(.unknownMessage, "a \(record.kind.name) record begins a history and is to be accepted, not appended")
            }
            guard let place = self.histories.find(record.identity) else {
                throw LedgerError(.unknownMessage, "no \(record.identity) was accepted")
            }
            self.places.append(place)
        }
        let first = self.next
        // A receipt may have another one forgotten, at whose place nothing happens then.
        for index in records.indices { self.apply(records[index], at: self.places[index]) }
        self.next += UInt64(records.count)
        return first
    }

    /// Writers of an older epoch are refused from now on.
    mutating func begin(_ epoch: Epoch) throws(LedgerError) { try self.check(epoch) }

    private mutating func check(_ epoch: Epoch) throws(LedgerError) {
        guard epoch >= self.epoch else {
            throw LedgerError(.staleEpoch, "epoch \(epoch) is over: epoch \(self.epoch) has written; this gateway no longer leads")
        }
        self.epoch = epoch
    }

    // MARK: Recovering

    /// The next record has this position, or a later one: those before it were given.
    mutating func skip(to position: UInt64) { self.next = max(self.next, position) }

    /// Takes a record that was stored. Transitions of identities that are not known are passed over.
    mutating func replay(_ frame: LedgerFrame) {
        let record = frame.record
        self.epoch = max(self.epoch, frame.epoch)
        self.next = max(self.next, frame.position + 1)
        if record.kind.isOpening {
            if let place = self.histories.find(record.identity) {
                guard self.isOutdated(place, at: record.timestamp) else { return }
                self.forget(place)
            }
            self.begin(record, position: frame.position)
        } else {
            self.apply(record)
        }
    }

    // MARK: Transitions

    private mutating func begin(_ record: LedgerRecord, position: UInt64) {
        self.openBytes += record.kind.payloadCount
        self.openCount += 1
        _ = self.histories.insert(
            LedgerEntry(
                identity: record.identity,
                position: LedgerPosition(position),
                openedAt: record.timestamp,
                opening: record.kind,
                attempts: 0,
                completion: nil,
                deliveries: []
            )
        )
    }

    private mutating func apply(_ record: LedgerRecord) {
        guard let place = self.histories.find(record.identity) else { return }
        self.apply(record, at: place)
    }

    private mutating func apply(_ record: LedgerRecord, at place: Int) {
        // Records about what is settled are history only.
        guard !self.histories[place].isSettled else { return }
        switch record.kind {
        case .accepted, .task, .slot, .request: return
        case .claimed:
            self.histories[place].attempts += 1
            return
        case .completed(let status, let summary, let result):
            guard self.histories[place].completion == nil else { return }
            let keepsResult = self.histories[place].runID == nil || result.count <= Self.maximumMessageResult
            self.openBytes -= self.histories[place].opening.payloadCount
            self.histories[place].opening.dropPayload()
            self.histories[place].completion = .init(status: status, summary: summary, result: keepsResult ? result : [])
            // Its intents follow in the same commit: it is settled when that ends.
            self.ended.append(place)
            return
        case .intent(let id, let channel, let payload):
            self.openBytes += payload.count
            self.histories[place].deliveries.append(
                LedgerEntry.Delivery(id: id, channel: channel, state: .intended, attempts: 0, payload: payload)
            )
            return
        case .sending(let id, let attempt):
            guard let index = self.histories[place].deliveries.firstIndex(where: { $0.id == id }) else { return }
            self.histories[place].deliveries[index].state = .sending
            self.histories[place].deliveries[index].attempts = attempt
            return
        case .receipt(let id, _), .unknown(let id, _), .undeliverable(let id, _):
            guard let index = self.histories[place].deliveries.firstIndex(where: { $0.id == id }) else { return }
            self.openBytes -= self.histories[place].deliveries[index].payload.count
            self.histories[place].deliveries.remove(at: index)
            self.settle(place)
        }
    }

    /// The longest result that is kept for a message: room for a digest.
    private static let maximumMessageResult = 32

    /// The places of histories that were completed in the commit that is being applied.
    private var ended: [Int] = []

    /// To be called behind the last record of a commit.
    mutating func endCommit() {
        guard !self.ended.isEmpty else { return }
        for place in self.ended { self.settle(place) }
        self.ended.removeAll(keepingCapacity: true)
    }

    private mutating func settle(_ place: Int) {
        guard !self.histories[place].isSettled, let completion = self.histories[place].completion,
            self.histories[place].deliveries.isEmpty
        else { return }
        self.openCount -= 1
        self.histories[place].isSettled = true
        guard completion.status != LedgerEntry.Completion.withdrawn else {
            if self.remembersForgotten { self.forgotten.append(self.histories[place].identity) }
            self.histories.remove(at: place)
            return
        }
        self.settledBytes += completion.result.count
        self.order.append((place, self.histories[place].position.rawValue))
        while self.settledCount > max(1, self.limits.maximumSettled)
            || (self.settledBytes > self.limits.maximumSettledBytes && self.settledCount > 1)
        {
            self.forgetOldest()
        }
    }

    private var settledCount: Int { self.histories.count - self.openCount }

    private mutating func forgetOldest() {
        guard self.oldest < self.order.count else { return }
        let (place, position) = self.order[self.oldest]
        self.oldest += 1
        if self.oldest > 1024, self.oldest * 2 > self.order.count {
            self.order.removeFirst(self.oldest)
            self.oldest = 0
        }
        // The history may have been forgotten before, and its place be another one's.
        if self.histories.holds(place, openedAt: position) { self.forget(place) }
    }

    /// Forgets a settled history.
    private mutating func forget(_ place: Int) {
        self.settledBytes -= self.histories[place].completion?.result.count ?? 0
        if self.remembersForgotten { self.forgotten.append(self.histories[place].identity) }
        self.histories.remove(at: place)
    }

    /// Whether a settled request is so old that its key may be used for another one.
    private func isOutdated(_ place: Int, at now: Timestamp) -> Bool {
        guard case .request = self.histories[place].opening, self.histories[place].isSettled else { return false }
        return self.histories[place].openedAt + self.limits.maximumRequestAge < now
    }
}

extension LedgerRecord.Kind {
    /// How many bytes of payload it carries.
    var payloadCount: Int {
        switch self {
        case .accepted(_, _, _, let payload), .task(let payload), .slot(let payload), .intent(_, _, let payload): payload.count
        case .request(let digest, let payload): digest.count + payload.count
        default: 0
        }
    }

    /// Drops what is only needed to do the work. A request keeps its digest.
    mutating func dropPayload() {
        switch self {
        case .accepted(let runID, let sessionKey, let agentID, let payload):
            if !payload.isEmpty { self = .accepted(runID: runID, sessionKey: sessionKey, agentID: agentID) }
        case .task: self = .task(payload: [])
        case .slot: self = .slot(payload: [])
        case .request(let digest, _): self = .request(digest: digest)
        default: break
        }
    }
}
