// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The one record of everything the gateway took responsibility for: what was accepted, what happened to it, what was sent for it.
///
/// A history begins with an opening record (``LedgerRecord/Kind/isOpening``): a message, a task, a slot of a timetable, a request with
/// an idempotency key. The second opening of an identity is answered ``LedgerAcceptance/duplicate(_:)``; there is no second memory of
/// duplicates beside it. Every record carries an ``Epoch``, and one older than the newest is refused.
///
/// What a method has returned is stored as ``LedgerReceipt/storage-swift.property`` says.
public protocol Ledger: Sendable {
    /// Begins a history, or tells that its identity is known; the check and the record are one step.
    func accept(_ record: LedgerRecord, epoch: Epoch) async throws(LedgerError) -> LedgerAcceptance

    /// Records later transitions of known identities in one step: after a crash either all of them are there or none.
    @discardableResult
    func append(_ records: [LedgerRecord], epoch: Epoch) async throws(LedgerError) -> LedgerReceipt

    /// Records transitions without waiting until they are stored: they are stored before anything that is recorded later.
    ///
    /// For transitions whose loss does no harm, such as ``LedgerRecord/Kind/claimed``.
    func note(_ records: [LedgerRecord], epoch: Epoch) throws(LedgerError)

    /// How an identity stands, or `nil` when it is not known or was forgotten.
    func entry(of identity: MessageID) async throws(LedgerError) -> LedgerEntry?

    /// Everything that is not settled, oldest first: not completed, or with a delivery under way. What a gateway resumes after a restart.
    func unsettled() async throws(LedgerError) -> [LedgerEntry]

    /// Tasks that have ended and are still known, the newest first, at most `limit`.
    func recentTasks(limit: Int) async throws(LedgerError) -> [LedgerEntry]

    /// Every transition of an identity that is still held, oldest first.
    func history(of identity: MessageID) async throws(LedgerError) -> [LedgerRecord]

    /// Writes everything out that is not stored yet. Called when the gateway stops.
    func flush() async throws(LedgerError)

    /// Says under which epoch this process writes from now on; older ones are refused, as if it had written.
    func begin(_ epoch: Epoch) throws(LedgerError)

    /// The newest epoch that has written.
    var lastEpoch: Epoch { get }

    /// How often the ledger has gone on after a failure. What was being recorded then may be in it although nobody was told so: the gateway
    /// takes up again what is open and nobody works on, each time this has changed.
    var reopenings: Int { get }

    /// How many histories are not settled.
    var openCount: Int { get }

    /// Why it takes nothing new at present, in words for operators; `nil` when it does.
    var trouble: String? { get }

    /// Whether records outlive the process, so that it is worth storing what a restart needs.
    var isDurable: Bool { get }
}

extension Ledger {
    /// Nothing to write out.
    public func flush() async throws(LedgerError) {}

    /// Takes every epoch.
    public func begin(_ epoch: Epoch) throws(LedgerError) {}

    /// No epoch has written.
    public var lastEpoch: Epoch { Epoch(0) }

    /// It takes what comes.
    public var trouble: String? { nil }

    /// It does not fail.
    public var reopenings: Int { 0 }

    /// None is remembered in a way that lists them.
    public func recentTasks(limit: Int) async throws(LedgerError) -> [LedgerEntry] { [] }

    /// Records end with the process.
    public var isDurable: Bool { false }
}
