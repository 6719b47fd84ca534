// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import Synchronization

/// The gateway's clients on one event loop: everything that goes out to them passes here, in order.
///
/// From the loop itself frames and events are written at once; from other threads they wait in one queue and cost one job on the
/// loop however many there are. A queue that is not empty is always written first, so that nothing overtakes.
final class LoopFanOut: EventSubscriber {
    /// Something on its way out.
    private enum Departure {
        case event(PublishedEvent)
        case frame([UInt8], SocketSession)
        case close(CloseCode, String, SocketSession)
    }

    private struct Pending {
        var departures: [Departure] = []
        var isScheduled = false
    }

    /// What only the loop touches.
    private final class Confined {
        var sessions: [SocketSession] = []
        /// The client of each session.
        var clients: [ClientSession] = []
        var tick: LoopTimer?
        var idle: LoopTimer?
    }

    let loop: EventLoop
    /// Where calls of its clients are carried out.
    let lane: JobLane
    /// How many of its clients people look at.
    private let people = Atomic(0)
    private let pending = Mutex(Pending())
    // Only touched on the loop.
    private nonisolated(unsafe) let confined = Confined()

    init(loop: EventLoop, gateway: Gateway) {
        self.loop = loop
        self.lane = gateway.lane(on: loop)
    }

    /// Adds a client that has been let in. On the loop.
    func add(_ session: SocketSession, _ client: ClientSession) {
        session.place = self.confined.sessions.count
        self.confined.sessions.append(session)
        self.confined.clients.append(client)
        if client.isForPeople { self.people.add(1, ordering: .releasing) }
    }

    /// Removes a client. On the loop.
    func remove(_ session: SocketSession) {
        guard let place = session.place else { return }
        if self.confined.clients[place].isForPeople { self.people.subtract(1, ordering: .releasing) }
        let last = self.confined.sessions.removeLast()
        let lastClient = self.confined.clients.removeLast()
        if last !== session {
            self.confined.sessions[place] = last
            self.confined.clients[place] = lastClient
            last.place = place
        }
        session.place = nil
    }

    /// Sends a `tick` to every client now and then. On the loop.
    func startTicking(every interval: Duration, wallClock: any WallClock) {
        self.confined.tick = self.loop.schedule(after: interval) { [weak self] in
            guard let self else { return }
            let now = wallClock.now().milliseconds
            self.lane.recount(self.confined.clients)
            self.write(
                PublishedEvent(name: "tick", access: .everyone, dropsWhenSlow: true) { writer in
                    writer.beginObject()
                    writer.field("ts", now)
                    writer.endObject()
                }
            )
            self.startTicking(every: interval, wallClock: wallClock)
        }
    }

    /// Stops the ticks. On the loop.
    func stopTicking() {
        self.confined.tick?.cancel()
        self.confined.tick = nil
        self.confined.idle?.cancel()
        self.confined.idle = nil
    }

    /// Ends, now and then, the connections of clients that have sent nothing for so long. On the loop.
    func endIdleSessions(after timeout: Duration) {
        let pause = max(.milliseconds(20), timeout / 4)
        let nanoseconds = UInt64(max(0, timeout.components.seconds)) * 1_000_000_000 + UInt64(max(0, timeout.components.attoseconds / 1_000_000_000))
        self.confined.idle = self.loop.schedule(after: pause) { [weak self] in
            guard let self else { return }
            let now = self.loop.now
            // Ending a session may take it off the list.
            let idle = self.confined.sessions.filter { $0.lastReceived &+ nanoseconds < now }
            for session in idle { session.end(.normal, reason: "idle timeout") }
            self.endIdleSessions(after: timeout)
        }
    }

    func publish(_ event: PublishedEvent) {
        guard self.mayConcern(event) else { return }
        if self.loop.inLoop {
            self.drain()
            self.write(event)
        } else {
            self.enqueue(.event(event))
        }
    }

    /// Whether any client of this loop may be concerned. Runs are followed by the client that started them, which is on its loop.
    private func mayConcern(_ event: PublishedEvent) -> Bool {
        switch event.reach {
        case .everybody: true
        case .peopleAndFollowers: self.people.load(ordering: .acquiring) > 0 || self.lane.mayConcern(event)
        case .followers: self.lane.mayConcern(event)
        }
    }

    /// Sends a response to one client, from any thread.
    func send(_ frame: [UInt8], to session: SocketSession) {
        if self.loop.inLoop {
            self.drain()
            session.write(frame)
        } else {
            self.enqueue(.frame(frame, session))
        }
    }

    /// Ends one client's connection, from any thread.
    func close(_ session: SocketSession, _ code: CloseCode, reason: String) {
        if self.loop.inLoop {
            self.drain()
            session.end(code, reason: reason)
        } else {
            self.enqueue(.close(code, reason, session))
        }
    }

    private func enqueue(_ departure: Departure) {
        let mustSchedule = self.pending.withLock { pending in
            pending.departures.append(departure)
            if pending.isScheduled { return false }
            pending.isScheduled = true
            return true
        }
        if mustSchedule { self.loop.execute { self.drain() } }
    }

    /// Writes what waits. On the loop.
    private func drain() {
        while true {
            let departures = self.pending.withLock { pending in
                pending.isScheduled = !pending.departures.isEmpty
                let departures = pending.departures
                pending.departures = []
                return departures
            }
            if departures.isEmpty { return }
            for departure in departures {
                switch departure {
                case .event(let event): self.write(event)
                case .frame(let frame, let session): session.write(frame)
                case .close(let code, let reason, let session): session.end(code, reason: reason)
                }
            }
        }
    }

    private func write(_ event: PublishedEvent) {
        // Most events are for few: whoever is not concerned costs one look. Writing may end a session, which changes the lists.
        let clients = self.confined.clients
        let sessions = self.confined.sessions
        for place in clients.indices where clients[place].mayConcern(event) { sessions[place].write(event) }
    }
}
