// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A connection in the same process: request frames go in, responses and events come out, in the order in which the gateway made them.
///
/// A reader that is too slow is treated as one on a socket: it misses what it may miss, then its connection ends.
package final class LocalConnection: ClientTransport, EventSubscriber {
    private struct State {
        var client: ClientSession?
        var sequence = 0
        var reason: String?
    }

    /// How many frames may wait for the reader.
    package static let capacity = 8_192

    private let gateway: Gateway
    private let frames = Mailbox<[UInt8]>(capacity: LocalConnection.capacity, overflow: .reject)
    private let state = Mutex(State())

    private init(gateway: Gateway) { self.gateway = gateway }

    /// Opens a connection; its client needs no token and has the scopes given.
    package static func open(
        to gateway: Gateway,
        info: ClientInfo,
        scopes: ScopeSet,
        capabilities: Set<String>
    ) -> (connection: LocalConnection, client: ClientSession) {
        let connection = LocalConnection(gateway: gateway)
        let ordinal = gateway.nextClientOrdinal()
        let client = ClientSession(
            id: ClientID(rawValue: "local-\(ordinal)"),
            info: info,
            role: .operator,
            scopes: scopes,
            protocolVersion: ProtocolVersion.current,
            capabilities: capabilities,
            ordinal: ordinal,
            transport: connection
        )
        connection.state.withLock { $0.client = client }
        gateway.events.add(connection)
        return (connection, client)
    }

    /// Hands a request frame to the gateway; its answer comes through ``next()``.
    package func receive(_ frame: [UInt8]) {
        guard let client = self.state.withLock({ $0.client }) else { return }
        let answer = frame.withUnsafeBytes { bytes -> [UInt8]? in
            let envelope: RequestEnvelope
            do throws(FrameError) {
                envelope = try RequestEnvelope(scanning: bytes)
            } catch {
                return ResponseFrame.failure(id: error.id, error: .invalid(error.message))
            }
            let id = UnsafeRawBufferPointer(rebasing: bytes[envelope.id])
            let params = envelope.params.map { UnsafeRawBufferPointer(rebasing: bytes[$0]) } ?? UnsafeRawBufferPointer(start: nil, count: 0)
            switch self.gateway.dispatch(envelope.method, id: id, params: params, client: client) {
            case .payload(let payload): return ResponseFrame.success(id: [UInt8](id), payload: payload)
            case .failure(let error): return ResponseFrame.failure(id: [UInt8](id), error: error)
            case .pending: return nil
            }
        }
        if let answer { self.send(answer) }
    }

    /// The next frame; `nil` when the connection has ended.
    package func next() async -> [UInt8]? { await self.frames.next() }

    /// Why the connection was ended, in the gateway's words.
    package var closeReason: String? { self.state.withLock { $0.reason } }

    /// Ends the connection from the client's side.
    package func close() {
        self.gateway.events.remove(self)
        self.state.withLock { $0.client = nil }
        self.frames.close()
    }

    package func send(_ frame: [UInt8]) {
        if case .full = self.frames.offer(frame) { self.close(.policyViolation, reason: "slow consumer") }
    }

    package func close(_ code: CloseCode, reason: String) {
        self.state.withLock { $0.reason = $0.reason ?? reason }
        self.close()
    }

    package func publish(_ event: PublishedEvent) {
        guard let client = self.state.withLock({ $0.client }), client.accepts(event) else { return }
        var frame = event.frame(for: client)
        // The number and the place in the queue are taken together, so that numbers never run backwards.
        let fits = self.state.withLock { state -> Bool in
            if event.isSequenced {
                frame.append(contentsOf: ",\"seq\":\(state.sequence + 1)}".utf8)
            } else {
                frame.append(UInt8(ascii: "}"))
            }
            if case .full = self.frames.offer(frame) { return event.dropsWhenSlow }
            if event.isSequenced { state.sequence += 1 }
            return true
        }
        if !fits { self.close(.policyViolation, reason: "slow consumer") }
    }
}
