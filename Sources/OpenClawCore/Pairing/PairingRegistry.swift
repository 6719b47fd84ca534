// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The gateway's pairings: read at once from any thread, changed by one writer that keeps each change before anybody learns of it.
public final class PairingRegistry: Sendable {
    /// One change: what it does, and who waits for it.
    private struct Change: Sendable {
        /// Changes the book and returns what to call when the change is kept, or was not.
        var apply: @Sendable (inout PairingBook) -> @Sendable (PairingError?) -> Void
        /// Called instead when the change is not tried.
        var refuse: @Sendable (PairingError) -> Void
    }

    private let store: any PairingStore
    private let current: Mutex<PairingBook>
    private let changes = Mailbox<Change>(capacity: 1_024, overflow: .reject)

    init(_ store: any PairingStore) throws(PairingError) {
        self.store = store
        self.current = Mutex(try store.load())
    }

    /// The book as it stands.
    public var book: PairingBook { self.current.withLock { $0 } }

    /// Where a candidate stands now.
    package func standing(of candidate: DeviceCandidate) -> PairingBook.DeviceStanding {
        self.current.withLock { $0.standing(of: candidate) }
    }

    /// Whether a secret is that of an open setup code.
    package func hasBootstrap(_ secret: String, at now: Timestamp) -> Bool {
        // The book is copied, so that nobody waits for the digest.
        self.book.bootstrap(secret, at: now) != nil
    }

    /// A paired device.
    package func device(_ id: DeviceID) -> PairedDevice? { self.current.withLock { $0.devices[id] } }

    /// A paired node.
    public func node(_ id: NodeID) -> PairedNode? { self.current.withLock { $0.nodes[id] } }

    /// The commands of a node that may be used: those it offers and an operator has approved.
    public func approvedCommands(of id: NodeID, offered: [String]) -> [String] {
        self.current.withLock { $0.approvedCommands(of: id, offered: offered) }
    }

    /// Whether everything a node offers is approved.
    package func coversSurface(of id: NodeID, _ surface: NodeSurface) -> Bool {
        self.current.withLock { $0.coversSurface(of: id, surface) }
    }

    /// Notes that a device was here; kept with the next change.
    package func touch(_ id: DeviceID, role: Role, from address: String?, at now: Timestamp) {
        self.current.withLock { $0.touch(id, role: role, from: address, at: now) }
    }

    func hasExpired(at now: Timestamp) -> Bool { self.current.withLock { $0.hasExpired(at: now) } }

    /// Makes a change and returns when it is kept; nothing changes when it fails.
    func change<Value: Sendable>(
        _ body: @escaping @Sendable (inout PairingBook) throws(PairingError) -> Value
    ) async throws(PairingError) -> Value {
        let outcome: Result<Value, PairingError> = await withCheckedContinuation { continuation in
            let change = Change(
                apply: { book in
                    do throws(PairingError) {
                        let value = try body(&book)
                        return { error in continuation.resume(returning: error.map { .failure($0) } ?? .success(value)) }
                    } catch {
                        return { _ in continuation.resume(returning: .failure(error)) }
                    }
                },
                refuse: { continuation.resume(returning: .failure($0)) }
            )
            if case .accepted = self.changes.offer(change) { return }
            change.refuse(PairingError(.stopped, "pairings cannot be changed now; the gateway is stopping or too much waits"))
        }
        return try outcome.get()
    }

    /// Makes the changes, one after the other, until the task is cancelled.
    func run() async {
        while let change = await self.changes.next() { await self.perform(change) }
        self.changes.close()
        while let change = self.changes.poll() { change.refuse(PairingError(.stopped, "the gateway is stopping")) }
    }

    private func perform(_ change: Change) async {
        let before = self.book
        var after = before
        let finish = change.apply(&after)
        guard after != before else { return finish(nil) }
        do throws(PairingError) {
            try await self.store.save(after)
        } catch {
            return finish(error)
        }
        let kept = after
        self.current.withLock { $0 = kept }
        finish(nil)
    }
}
