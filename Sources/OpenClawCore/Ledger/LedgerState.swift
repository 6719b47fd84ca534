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
        case duplicate(LedgerEntry)
        case full
    }

    private struct Settled {
        var position: UInt64
        var openedAt: Timestamp
        var opening: LedgerRecord.Kind
        var attempts: Int
        var completion: LedgerEntry.Completion

        var byteCount: Int { self.completion.result.count }
    }

    private let limits: Limits
    private var open: [MessageID: LedgerEntry] = [:]
    private var settled: [MessageID: Settled] = [:]
    /// Settled identities in the order they are forgotten, with their positions; the part before `oldest` is used up.
    private var order: [(identity: MessageID, position: UInt64)] = []
    private var oldest = 0
    private var settledBytes = 0
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

    /// How many histories are not settled.
    var openCount: Int { self.open.count }

    /// Whether an identity is held.
    func knows(_ identity: MessageID) -> Bool { self.open[identity] != nil || self.settled[identity] != nil }

    /// How an identity stands.
    func entry(of identity: MessageID) -> LedgerEntry? {
        if let entry = self.open[identity] { return entry }
        guard let settled = self.settled[identity] else { return nil }
        return LedgerEntry(
            identity: identity,
            position: LedgerPosition(settled.position),
            openedAt: settled.openedAt,
            opening: settled.opening,
            attempts: settled.attempts,
            completion: settled.completion,
            deliveries: []
        )
    }

    /// What is not settled, oldest first.
    func unsettled() -> [LedgerEntry] { self.open.values.sorted { $0.position < $1.position } }

    /// Settled tasks, the newest first.
    func recentTasks(limit: Int) -> [LedgerEntry] {
        var found: [LedgerEntry] = []
        for (identity, position) in self.order[self.oldest...].reversed() where found.count < limit {
            guard let settled = self.settled[identity], settled.position == position, case .task = settled.opening, let entry = self.entry(of: identity) else { continue }
            found.append(entry)
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
        if let entry = self.entry(of: record.identity) {
            guard self.isOutdated(entry, at: record.timestamp) else { return .duplicate(entry) }
            self.forget(record.identity)
        }
        guard self.open.count < self.limits.maximumOpen,
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
        for record in records {
            guard !record.kind.isOpening else {
                throw LedgerError(.unknownMessage, "a \(record.kind.name) record begins a history and is to be accepted, not appended")
            }
            guard self.knows(record.identity) else {
                throw LedgerError(.unknownMessage, "no \(record.identity) was accepted")
            }
        }
        let first = self.next
        for record in records { self.apply(record) }
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

    /// Takes a record that was stored. Transitions of identities that are not known are passed over.
    mutating func replay(_ record: LedgerRecord, position: UInt64, epoch: Epoch) {
        self.epoch = max(self.epoch, epoch)
        self.next = max(self.next, position + 1)
        if record.kind.isOpening {
            if let entry = self.entry(of: record.identity) {
                guard self.isOutdated(entry, at: record.timestamp) else { return }
                self.forget(record.identity)
            }
            self.begin(record, position: position)
        } else {
            self.apply(record)
        }
    }

    // MARK: Transitions

    private mutating func begin(_ record: LedgerRecord, position: UInt64) {
        self.openBytes += record.kind.payloadCount
        self.open[record.identity] = LedgerEntry(
            identity: record.identity,
            position: LedgerPosition(position),
            openedAt: record.timestamp,
            opening: record.kind,
            attempts: 0,
            completion: nil,
            deliveries: []
        )
    }

    private mutating func apply(_ record: LedgerRecord) {
        // Records about what is settled are history only. The place is looked up once: identities are long to hash.
        guard let place = self.open.index(forKey: record.identity) else { return }
        switch record.kind {
        case .accepted, .task, .slot, .request: return
        case .claimed:
            self.open.values[place].attempts += 1
            return
        case .completed(let status, let summary, let result):
            guard self.open.values[place].completion == nil else { return }
            let opening = self.open.values[place].opening
            self.openBytes -= opening.payloadCount
            self.open.values[place].opening = opening.withoutPayload
            let keepsResult = self.open.values[place].runID == nil || result.count <= Self.maximumMessageResult
            self.open.values[place].completion = .init(status: status, summary: summary, result: keepsResult ? result : [])
            // Its intents follow in the same commit: it is settled when that ends.
            self.ended.append(record.identity)
            return
        case .intent(let id, let channel, let payload):
            self.openBytes += payload.count
            self.open.values[place].deliveries.append(
                LedgerEntry.Delivery(id: id, channel: channel, state: .intended, attempts: 0, payload: payload)
            )
            return
        case .sending(let id, let attempt):
            guard let index = self.open.values[place].deliveries.firstIndex(where: { $0.id == id }) else { return }
            self.open.values[place].deliveries[index].state = .sending
            self.open.values[place].deliveries[index].attempts = attempt
            return
        case .receipt(let id, _), .unknown(let id, _), .undeliverable(let id, _):
            guard let index = self.open.values[place].deliveries.firstIndex(where: { $0.id == id }) else { return }
            self.openBytes -= self.open.values[place].deliveries[index].payload.count
            self.open.values[place].deliveries.remove(at: index)
            self.settle(record.identity)
        }
    }

    /// The longest result that is kept for a message: room for a digest.
    private static let maximumMessageResult = 32

    /// Histories that were completed in the commit that is being applied.
    private var ended: [MessageID] = []

    /// To be called behind the last record of a commit.
    mutating func endCommit() {
        guard !self.ended.isEmpty else { return }
        for identity in self.ended { self.settle(identity) }
        self.ended.removeAll(keepingCapacity: true)
    }

    private mutating func settle(_ identity: MessageID) {
        guard let place = self.open.index(forKey: identity), let completion = self.open.values[place].completion,
            self.open.values[place].deliveries.isEmpty
        else { return }
        let entry = self.open.remove(at: place).value
        guard completion.status != LedgerEntry.Completion.withdrawn else {
            if self.remembersForgotten { self.forgotten.append(identity) }
            return
        }
        let settled = Settled(
            position: entry.position.rawValue,
            openedAt: entry.openedAt,
            opening: entry.opening,
            attempts: entry.attempts,
            completion: completion
        )
        self.settled[identity] = settled
        self.settledBytes += settled.byteCount
        self.order.append((identity, settled.position))
        while self.settled.count > max(1, self.limits.maximumSettled)
            || (self.settledBytes > self.limits.maximumSettledBytes && self.settled.count > 1)
        {
            self.forgetOldest()
        }
    }

    private mutating func forgetOldest() {
        guard self.oldest < self.order.count else { return }
        let (identity, position) = self.order[self.oldest]
        self.oldest += 1
        if self.oldest > 1024, self.oldest * 2 > self.order.count {
            self.order.removeFirst(self.oldest)
            self.oldest = 0
        }
        guard self.settled[identity]?.position == position else { return }
        self.forget(identity)
    }

    private mutating func forget(_ identity: MessageID) {
        guard let settled = self.settled.removeValue(forKey: identity) else { return }
        self.settledBytes -= settled.byteCount
        if self.remembersForgotten { self.forgotten.append(identity) }
    }

    /// Whether a settled request is so old that its key may be used for another one.
    private func isOutdated(_ entry: LedgerEntry, at now: Timestamp) -> Bool {
        guard case .request = entry.opening, self.open[entry.identity] == nil else { return false }
        return entry.openedAt + self.limits.maximumRequestAge < now
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

    /// The same without what is only needed to do the work. A request keeps its digest.
    var withoutPayload: Self {
        switch self {
        case .accepted(let runID, let sessionKey, let agentID, _): .accepted(runID: runID, sessionKey: sessionKey, agentID: agentID)
        case .task: .task(payload: [])
        case .slot: .slot(payload: [])
        case .request(let digest, _): .request(digest: digest)
        default: self
        }
    }
}
