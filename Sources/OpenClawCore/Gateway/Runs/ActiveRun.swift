// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A run from its acceptance to its end: text so far, sequence numbers, who waits for it, and the order of its events.
final class ActiveRun: Sendable {
    /// Where a run stands.
    enum Phase {
        /// It waits for more of its sender, outside the queue of its session.
        case held
        case waiting
        case running
        case finished
    }

    /// Where the message is on its way into the transcript.
    private enum MessageWriting {
        case none
        case held([SessionEntry])
        case going(UnsafeContinuation<Void, Never>?)
    }

    /// What leaves a run, in order: events for the hub, and at the end the result for those who wait.
    private enum Departure {
        case event(PublishedEvent)
        case completion(RunResult)
    }

    private struct State {
        var phase: Phase
        var queueMode: QueueMode?
        /// The burst it was let go with, when there was more than one message in it.
        var burst: Int?
        var startedAt: Timestamp?
        var ordinalAtStart: UInt64 = 0
        var text = ""
        var pending = ""
        var replaces = false
        var sentSnapshot = false
        var flushIsScheduled = false
        var lastFlush: Int64 = .min
        var sequence = 0
        var usage: TokenUsage?
        var cancel: (@Sendable () -> Void)?
        /// Whether the canceller is being called; its task must not end meanwhile.
        var isCancelling = false
        var cancelWaiter: UnsafeContinuation<Void, Never>?
        var departures: [Departure] = []
        var isDeparting = false
        var waiters: [Int: UnsafeContinuation<RunResult?, Never>] = [:]
        var nextWaiter = 0
        var followers: [@Sendable (RunResult) -> Void] = []
        var result: RunResult?
        var message = MessageWriting.none
        var absorbed: [ActiveRun] = []
        var isAbsorbed = false
        var remark: String?
    }

    let request: RunRequest
    /// When the ledger took the message.
    let acceptedAt: Timestamp
    let deadline: Timestamp?
    private let hub: EventHub
    private let state: Mutex<State>

    var runID: RunID { self.request.runID }
    var sessionKey: SessionKey { self.request.sessionKey }
    /// The transcript's name of the message.
    var messageEntryID: String { self.request.messageEntryID(acceptedAt: self.acceptedAt) }
    /// The transcript's name of the answer.
    var answerEntryID: String { self.request.answerEntryID(acceptedAt: self.acceptedAt) }

    init(
        request: RunRequest,
        acceptedAt: Timestamp,
        queueMode: QueueMode? = nil,
        isHeld: Bool = false,
        deadline: Timestamp?,
        hub: EventHub
    ) {
        self.request = request
        self.acceptedAt = acceptedAt
        self.state = Mutex(State(phase: isHeld ? .held : .waiting, queueMode: queueMode))
        self.deadline = deadline
        self.hub = hub
    }

    var phase: Phase { self.state.withLock { $0.phase } }
    var text: String { self.state.withLock { $0.text } }
    var startedAt: Timestamp? { self.state.withLock { $0.startedAt } }
    var result: RunResult? { self.state.withLock { $0.result } }
    /// How it waits, when its session is busy, and the burst that it was let go with.
    var waiting: (mode: QueueMode?, burst: Int?) { self.state.withLock { ($0.queueMode, $0.burst) } }

    /// Lets a run that waits for more of its sender into the queue of its session; `false` when it was ended meanwhile.
    func letGo(_ mode: QueueMode?, burst: Int?) -> Bool {
        self.state.withLock { state in
            guard state.phase == .held else { return false }
            state.phase = .waiting
            state.queueMode = mode
            state.burst = burst
            return true
        }
    }

    /// What the ledger is to say about the run beside its end: that its conversation began anew, and why.
    var remark: String? {
        get { self.state.withLock { $0.remark } }
        set { self.state.withLock { $0.remark = newValue } }
    }

    /// Begins the run; `false` when it was ended while it waited.
    func begin(at now: Timestamp, ordinal: UInt64) -> Bool {
        self.state.withLock { state in
            guard state.phase == .waiting else { return false }
            state.phase = .running
            state.startedAt = now
            state.ordinalAtStart = ordinal
            return true
        }
    }

    // MARK: Messages that share the turn

    /// Whether the message is answered by another's turn.
    var isAbsorbed: Bool { self.state.withLock { $0.isAbsorbed } }

    /// The runs whose messages are answered by this turn.
    var absorbed: [ActiveRun] { self.state.withLock { $0.absorbed } }

    /// Whether other messages are answered by this turn.
    var hasAbsorbed: Bool { self.state.withLock { !$0.absorbed.isEmpty } }

    /// Takes the messages of other runs into this turn.
    func absorb(_ runs: [ActiveRun]) {
        guard !runs.isEmpty else { return }
        for run in runs { run.state.withLock { $0.isAbsorbed = true } }
        self.state.withLock { $0.absorbed += runs }
    }

    /// Takes the other runs out, to end them.
    func takeAbsorbed() -> [ActiveRun] {
        self.state.withLock { state in
            let absorbed = state.absorbed
            state.absorbed = []
            return absorbed
        }
    }

    // MARK: The message's way into the transcript

    /// Keeps the message's entries back for a moment: an agent that answers at once has them written together with the answer.
    func hold(_ entries: [SessionEntry]) { self.state.withLock { $0.message = .held(entries) } }

    /// Whether the message is kept back.
    var isHolding: Bool {
        self.state.withLock { if case .held = $0.message { true } else { false } }
    }

    /// Whether words wait to be sent.
    var hasPendingWords: Bool { self.state.withLock { $0.flushIsScheduled } }

    /// Takes what is kept back, to write it with the answer.
    func takeHeldEntries() -> [SessionEntry] {
        self.state.withLock { state in
            guard case .held(let entries) = state.message else { return [] }
            state.message = .none
            return entries
        }
    }

    /// Takes what is kept back, to write it while the agent works; ``endWriting()`` must follow.
    func beginWriting() -> [SessionEntry]? {
        self.state.withLock { state in
            guard case .held(let entries) = state.message else { return nil }
            state.message = .going(nil)
            return entries
        }
    }

    /// The message is in the transcript, or the run has failed.
    func endWriting() {
        let waiter = self.state.withLock { state -> UnsafeContinuation<Void, Never>? in
            defer { state.message = .none }
            if case .going(let waiter) = state.message { return waiter }
            return nil
        }
        waiter?.resume()
    }

    /// Whether the message is being written.
    var isWriting: Bool {
        self.state.withLock { if case .going = $0.message { true } else { false } }
    }

    /// Waits while the message is being written. By one task.
    func awaitWriting() async {
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            let isWritten = self.state.withLock { state in
                guard case .going = state.message else { return true }
                state.message = .going(continuation)
                return false
            }
            if isWritten { continuation.resume() }
        }
    }

    /// Installs what stops the agent; called at once when the run has ended already.
    func install(cancel: @escaping @Sendable () -> Void) {
        let tooLate = self.state.withLock { state in
            if state.phase == .finished { return true }
            state.cancel = cancel
            return false
        }
        if tooLate { cancel() }
    }

    /// Takes the canceller out, so that it is never called after the agent's task has ended; waits while it is being called.
    func removeCancel() async {
        let isBeingCalled = self.state.withLock { state in
            state.cancel = nil
            return state.isCancelling
        }
        guard isBeingCalled else { return }
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            let waits = self.state.withLock { state in
                if state.isCancelling { state.cancelWaiter = continuation }
                return state.isCancelling
            }
            if !waits { continuation.resume() }
        }
    }

    /// Adds words; returns whether a flush must be scheduled. Throws when the run has ended.
    func add(_ delta: String) throws(CancellationError) -> Bool {
        try self.change { state in
            state.text += delta
            state.pending += delta
        }
    }

    /// Replaces the words so far; returns whether a flush must be scheduled. Throws when the run has ended.
    func replace(_ text: String) throws(CancellationError) -> Bool {
        try self.change { state in
            state.text = text
            state.pending = text
            state.replaces = true
        }
    }

    private func change(_ body: (inout sending State) -> Void) throws(CancellationError) -> Bool {
        let outcome: Bool? = self.state.withLock { state in
            guard state.phase == .running else { return nil }
            body(&state)
            if state.flushIsScheduled { return false }
            state.flushIsScheduled = true
            return true
        }
        guard let outcome else { throw CancellationError() }
        return outcome
    }

    /// Adds to the tokens used. Throws when the run has ended.
    func add(usage: TokenUsage) throws(CancellationError) {
        let runs = self.state.withLock { state in
            guard state.phase == .running else { return false }
            state.usage = usage
            return true
        }
        if !runs { throw CancellationError() }
    }

    /// How long to wait, in milliseconds, before the pending words may be sent.
    func flushDelay(now: Int64, interval: Int64) -> Int64 {
        self.state.withLock { state in
            state.lastFlush == .min ? 0 : max(0, state.lastFlush + interval - now)
        }
    }

    /// Sends the pending words to those who listen.
    func flush(now: Timestamp) {
        let departs = self.state.withLock { state in self.queueFlush(now, &state) }
        if departs { self.depart() }
    }

    private func queueFlush(_ now: Timestamp, _ state: inout State) -> Bool {
        state.flushIsScheduled = false
        guard state.phase == .running else { return false }
        return self.queuePending(now, &state)
    }

    /// Queues the words that have not been sent, unless they may be a silence.
    private func queuePending(_ now: Timestamp, _ state: inout State) -> Bool {
        guard !state.pending.isEmpty || state.replaces, !Self.mayBeSilence(state.text, isHeartbeat: self.request.isHeartbeat) else {
            return false
        }
        state.lastFlush = now.milliseconds
        state.sequence += 1
        let chunk = RunEvents.Chunk(
            sequence: state.sequence,
            delta: state.pending,
            text: state.text,
            replaces: state.replaces,
            includesSnapshot: !state.sentSnapshot,
            startedAt: state.ordinalAtStart,
            now: now
        )
        state.sentSnapshot = true
        state.pending = ""
        state.replaces = false
        state.departures.append(.event(RunEvents.assistant(self.request, chunk)))
        state.departures.append(.event(RunEvents.delta(self.request, chunk)))
        return Self.claim(&state)
    }

    /// Sends an event of the run's own sequence, after the words that came before it.
    func send(now: Timestamp, _ make: (_ sequence: Int) -> PublishedEvent) {
        let departs = self.state.withLock { state in
            guard state.phase == .running else { return false }
            let claimed = self.queueFlush(now, &state)
            state.sequence += 1
            state.departures.append(.event(make(state.sequence)))
            return claimed || Self.claim(&state)
        }
        if departs { self.depart() }
    }

    /// Ends the run once: the first caller's result stands; returns whether this caller was first.
    ///
    /// The result is made with the text and usage at this moment, so that nothing emitted later can change it.
    func end(_ make: (_ text: String, _ usage: TokenUsage?, _ startedAt: Timestamp?) -> RunResult) -> RunResult? {
        let (result, cancel): (RunResult?, (@Sendable () -> Void)?) = self.state.withLock { state in
            guard state.phase != .finished else { return (nil, nil) }
            state.phase = .finished
            let cancel = state.cancel
            state.cancel = nil
            state.isCancelling = cancel != nil
            let result = make(state.text, state.usage, state.startedAt)
            return (result, cancel)
        }
        if let cancel {
            cancel()
            let waiter = self.state.withLock { state in
                state.isCancelling = false
                return state.cancelWaiter.take()
            }
            waiter?.resume()
        }
        return result
    }

    /// Sends the last events and hands the result to those who wait, in this order.
    func complete(_ result: RunResult, now: Timestamp) {
        let departs = self.state.withLock { state in
            // Who has seen a part of the answer sees the rest; who has seen nothing gets all of it with the end.
            let claimed = state.sentSnapshot && self.queuePending(now, &state)
            state.sequence += 1
            state.departures.append(.event(RunEvents.lifecycleEnd(self.request, result, sequence: state.sequence, now: now)))
            state.departures.append(.event(RunEvents.final(self.request, result, sequence: state.sequence)))
            state.departures.append(.completion(result))
            return claimed || Self.claim(&state)
        }
        if departs { self.depart() }
    }

    /// Has `body` called with the result, behind the run's last event; at once when the run has ended already. It must not wait.
    func whenEnded(_ body: @escaping @Sendable (RunResult) -> Void) {
        let result = self.state.withLock { state in
            if state.result == nil { state.followers.append(body) }
            return state.result
        }
        if let result { body(result) }
    }

    /// Waits for the end of the run; `nil` when the waiting task is cancelled first.
    func waitForResult() async -> RunResult? {
        let token = self.state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        return await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<RunResult?, Never>) in
                let ready: RunResult?? = self.state.withLock { state in
                    if let result = state.result { return .some(result) }
                    if Task.isCancelled { return .some(nil) }
                    state.waiters[token] = continuation
                    return nil
                }
                if let ready { continuation.resume(returning: ready) }
            }
        } onCancel: {
            let waiter = self.state.withLock { $0.waiters.removeValue(forKey: token) }
            waiter?.resume(returning: nil)
        }
    }

    /// Claims the right to send departures; one sender at a time keeps their order.
    private static func claim(_ state: inout State) -> Bool {
        if state.isDeparting { return false }
        state.isDeparting = true
        return true
    }

    private func depart() {
        while true {
            let next: [Departure] = self.state.withLock { state in
                if state.departures.isEmpty {
                    state.isDeparting = false
                    return []
                }
                let next = state.departures
                state.departures.removeAll(keepingCapacity: true)
                return next
            }
            if next.isEmpty { return }
            for departure in next {
                switch departure {
                case .event(let event): self.hub.publish(event)
                case .completion(let result):
                    let (followers, waiters) = self.state.withLock { state in
                        state.result = result
                        defer {
                            state.followers = []
                            state.waiters = [:]
                        }
                        return (state.followers, state.waiters)
                    }
                    for follower in followers { follower(result) }
                    for waiter in waiters.values { waiter.resume(returning: result) }
                }
            }
        }
    }

    /// Whether the text may still turn out to be the agent's word for saying nothing.
    static func mayBeSilence(_ text: String, isHeartbeat: Bool = false) -> Bool {
        !text.isEmpty && (Self.silence.hasPrefix(text) || (isHeartbeat && HeartbeatConfiguration.acknowledgement.hasPrefix(text)))
    }

    /// What an agent answers when it has nothing to say.
    static let silence = "NO_REPLY"
}
