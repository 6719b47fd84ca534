// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet

/// One WebSocket of the gateway protocol: challenge, `connect`, then requests and events. Confined to its loop.
final class SocketSession: WebSocketHandler, @unchecked Sendable {
    private enum State {
        case opening(Arrival)
        case greeting(Arrival, nonce: String)
        /// `connect` is being decided on; nothing else is read until then.
        case deciding(Arrival)
        case connected(ClientSession)
        case closed
    }

    private let server: ServerShared
    private let fanOut: LoopFanOut
    /// The name its requests are counted under.
    private let addressKey: String
    @exclusivity(unchecked) private var state: State
    @exclusivity(unchecked) private var sequence = 0
    @exclusivity(unchecked) private var socket: WebSocketConnection?
    /// When the client last sent something, in the loop's nanoseconds.
    @exclusivity(unchecked) private(set) var lastReceived: UInt64 = 0
    /// The place in the loop's list.
    @exclusivity(unchecked) var place: Int?

    /// What is known of the client before it has authenticated; of thousands that stay, nobody asks for it again.
    private final class Arrival {
        var peer: HandshakePeer
        /// Free again with this.
        let place: UnauthenticatedPlace

        init(_ peer: HandshakePeer, _ place: UnauthenticatedPlace) {
            self.peer = peer
            self.place = place
        }
    }

    init(server: ServerShared, fanOut: LoopFanOut, peer: HandshakePeer, unauthenticated: UnauthenticatedPlace) {
        self.state = .opening(Arrival(peer, unauthenticated))
        self.addressKey = peer.addressKey
        self.server = server
        self.fanOut = fanOut
    }

    func opened(_ socket: WebSocketConnection) {
        guard case .opening(let arrival) = self.state else { preconditionFailure("a socket opens once, before anything else") }
        self.socket = socket
        let nonce = self.server.identifiers.uuid()
        self.state = .greeting(arrival, nonce: nonce)
        self.server.counters.opened()
        var writer = JSONWriter(reservingCapacity: 160)
        writer.beginObject()
        writer.field("type", "event")
        writer.field("event", "connect.challenge")
        writer.key("payload")
        writer.beginObject()
        writer.field("nonce", nonce)
        writer.field("ts", self.server.gateway.configuration.wallClock.now().milliseconds)
        writer.endObject()
        writer.endObject()
        socket.send(text: writer.bytes)
    }

    func received(_ bytes: UnsafeRawBufferPointer, isText: Bool, on socket: WebSocketConnection) {
        self.lastReceived = self.fanOut.loop.now
        switch self.state {
        case .connected(let client): self.request(bytes, client, socket)
        case .greeting(let arrival, let nonce): self.handshake(bytes, arrival, nonce: nonce, socket)
        case .opening: preconditionFailure("nothing comes over a socket that has not opened")
        case .deciding: self.end(.policyViolation, reason: "invalid handshake: wait for the answer to connect")
        case .closed: break
        }
    }

    func closed(_ socket: WebSocketConnection, code: UInt16, reason: String) {
        if case .connected(let client) = self.state {
            self.fanOut.remove(self)
            self.server.gateway.disconnected(client)
        } else {
            self.server.counters.failed()
        }
        self.server.counters.closed()
        self.state = .closed
        self.socket = nil
    }

    // MARK: Requests

    private func request(_ bytes: UnsafeRawBufferPointer, _ client: ClientSession, _ socket: WebSocketConnection) {
        // Asking without reading the answers.
        guard self.takesMore(socket) else { return }
        let envelope: RequestEnvelope
        do {
            envelope = try RequestEnvelope(scanning: bytes)
        } catch {
            socket.send(text: ResponseFrame.failure(id: error.id, error: .invalid(error.message)))
            return
        }
        let id = UnsafeRawBufferPointer(rebasing: bytes[envelope.id])
        if self.server.limits.countsRequests, let wait = self.server.limits.countRequest(self.addressKey) {
            let error = MethodError.unavailable("too many requests; retry later", retryAfterMilliseconds: wait)
            socket.send(text: ResponseFrame.failure(id: [UInt8](id), error: error))
            return
        }
        let params = envelope.params.map { UnsafeRawBufferPointer(rebasing: bytes[$0]) } ?? UnsafeRawBufferPointer(start: nil, count: 0)
        if envelope.method == "connect" {
            socket.send(text: ResponseFrame.failure(id: [UInt8](id), error: .invalid("connect is only allowed as the first request")))
            return
        }
        switch self.server.gateway.dispatch(envelope.method, id: id, params: params, client: client) {
        case .payload(let payload):
            socket.sendText { output in
                output.append(#"{"type":"res","id":""# as StaticString)
                output.append(id)
                output.append(#"","ok":true,"payload":"# as StaticString)
                output.append(payload)
                output.append(UInt8(ascii: "}"))
            }
        case .failure(let error):
            socket.send(text: ResponseFrame.failure(id: [UInt8](id), error: error))
        case .pending: break
        }
    }

    // MARK: Output, on the loop

    /// Sends a response.
    func write(_ frame: [UInt8]) {
        guard let socket, self.takesMore(socket) else { return }
        socket.send(text: frame)
    }

    /// Whether more may wait for this client; ends the connection of one that has too much waiting.
    private func takesMore(_ socket: WebSocketConnection) -> Bool {
        if socket.bufferedBytes <= self.server.configuration.policy.maximumBufferedBytes { return true }
        self.endSlow(socket)
        return false
    }

    /// Ends the connection of a client that does not read. What waits for it is dropped: it could not be told otherwise.
    private func endSlow(_ socket: WebSocketConnection) {
        guard socket.isOpen else { return }
        self.server.counters.slowConsumerEnded()
        if case .connected(let client) = self.state {
            self.server.gateway.configuration.logger.warn(
                "client.slow",
                ["client": .string(client.info.id), "waiting": .int(Int64(socket.bufferedBytes))]
            )
        }
        socket.closeDroppingOutput(code: CloseCode.policyViolation.rawValue, reason: "slow consumer")
    }

    /// Sends an event, if it is meant for this client.
    func write(_ event: PublishedEvent) {
        guard case .connected(let client) = self.state, let socket, client.accepts(event) else { return }
        if socket.bufferedBytes > self.server.configuration.policy.maximumBufferedBytes {
            self.server.counters.slowConsumer()
            // The number is used up: the client sees by the gap that it has missed something.
            if event.isSequenced { self.sequence += 1 }
            if !event.dropsWhenSlow { self.endSlow(socket) }
            return
        }
        let frame = event.frame(for: client)
        guard event.isSequenced else {
            [UInt8(ascii: "}")].withUnsafeBytes { socket.sendShared(prefix: frame, suffix: $0) }
            return
        }
        self.sequence += 1
        Self.withSuffix(self.sequence) { socket.sendShared(prefix: frame, suffix: $0) }
    }

    /// Ends the connection.
    func end(_ code: CloseCode, reason: String) {
        self.socket?.close(code: code.rawValue, reason: Self.truncated(reason))
    }

    /// Hands `body` the end of a sequenced event: `,"seq":N}`.
    private static func withSuffix(_ number: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
        withUnsafeTemporaryAllocation(byteCount: 32, alignment: 1) { buffer in
            var end = 31
            buffer[end] = UInt8(ascii: "}")
            var rest = number
            repeat {
                end -= 1
                buffer[end] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            } while rest > 0
            let key: StaticString = #","seq":"#
            end -= key.utf8CodeUnitCount
            for index in 0..<key.utf8CodeUnitCount { buffer[end + index] = key.utf8Start[index] }
            body(UnsafeRawBufferPointer(rebasing: buffer[end..<32]))
        }
    }

    /// Cuts a close reason to the 123 bytes a close frame takes, at a character's border.
    static func truncated(_ reason: String) -> String {
        guard reason.utf8.count > 123 else { return reason }
        var cut = ""
        var count = 0
        for character in reason {
            count += character.utf8.count
            if count > 123 { break }
            cut.append(character)
        }
        return cut
    }

    // MARK: Handshake

    private func handshake(_ bytes: UnsafeRawBufferPointer, _ arrival: Arrival, nonce: String, _ socket: WebSocketConnection) {
        let envelope: RequestEnvelope
        do {
            envelope = try RequestEnvelope(scanning: bytes)
        } catch {
            self.refuse(id: error.id, .invalid(error.message), .policyViolation, reason: "invalid request frame", socket)
            return
        }
        let id = String(decoding: UnsafeRawBufferPointer(rebasing: bytes[envelope.id]), as: UTF8.self)
        guard envelope.method == "connect" else {
            let words = "invalid handshake: first request must be connect"
            self.refuse(rawID: id, .invalid(words), .policyViolation, reason: words, socket)
            return
        }
        let value: JSONValue
        do {
            value =
                try envelope.params.map { (range) throws(JSONError) in
                    try JSONValue(parsing: UnsafeRawBufferPointer(rebasing: bytes[range]))
                } ?? .null
        } catch {
            self.refuse(rawID: id, .invalid("invalid connect params: \(error)"), .policyViolation, reason: "invalid connect params", socket)
            return
        }
        if let claim = arrival.peer.tailscale, claim.outcome == .unasked, value["auth"]?.objectValue?.isEmpty ?? true,
            let identify = self.server.configuration.identifyTailscaleAddress
        {
            self.identify(claim, by: identify, value, arrival, id: id, nonce: nonce)
        } else {
            self.decide(value, arrival, id: id, nonce: nonce, socket)
        }
    }

    private func decide(_ value: JSONValue, _ arrival: Arrival, id: String, nonce: String, _ socket: WebSocketConnection) {
        let decision = self.server.handshake.decide(value, nonce: nonce, peer: arrival.peer, phase: self.server.gateway.phase)
        self.follow(decision, arrival, id: id, nonce: nonce, socket)
    }

    /// Asks who the client is before its `connect` is decided on. It shows nothing else.
    private func identify(
        _ claim: TailscaleClaim,
        by identify: @escaping @Sendable (String) async -> String?,
        _ value: JSONValue,
        _ arrival: Arrival,
        id: String,
        nonce: String
    ) {
        self.state = .deciding(arrival)
        let loop = self.fanOut.loop
        let isTaken = self.server.gateway.submit {
            var claim = claim
            claim.settle(await identify(claim.address))
            let settled = claim
            loop.execute {
                guard case .deciding(let arrival) = self.state, let socket = self.socket else { return }
                arrival.peer.tailscale = settled
                self.decide(value, arrival, id: id, nonce: nonce, socket)
            }
        }
        if !isTaken {
            self.resume(.refuse(.unavailable("gateway stopping"), .tryAgainLater, reason: "gateway stopping"), id: id, nonce: nonce)
        }
    }

    private func follow(_ decision: HandshakeDecision, _ arrival: Arrival, id: String, nonce: String, _ socket: WebSocketConnection) {
        switch decision {
        case .retry(let error):
            self.state = .greeting(arrival, nonce: nonce)
            socket.send(text: ResponseFrame.failure(id: [UInt8](id.utf8), error: error))
        case .refuse(let error, let code, let reason): self.refuse(rawID: id, error, code, reason: reason, socket)
        case .accept(let admission):
            let address = arrival.peer.address
            if !admission.isAnnounced, let node = admission.node, let nodeID = admission.device.map({ NodeID(rawValue: $0.rawValue) }),
                !self.server.gateway.pairing.coversSurface(of: nodeID, node)
            {
                self.later(admission, arrival, id: id, nonce: nonce) { gateway, admission throws(PairingError) in
                    try await gateway.announce(node, of: nodeID, from: address, silent: admission.approvesCommands)
                    admission.isAnnounced = true
                    return nil
                }
            } else {
                self.accept(admission, from: address, id: id, socket)
            }
        case .redeem(let candidate, let secret, let admission):
            self.later(admission, arrival, id: id, nonce: nonce) { gateway, admission throws(PairingError) in
                switch try await gateway.admit(candidate, bootstrap: secret) {
                case .paired(_, let tokens):
                    admission.token = tokens.first
                    admission.otherTokens = Array(tokens.dropFirst())
                    return nil
                case .waits(let request, let device): return .pairingRequired(request, device)
                case .unknown: return .refuse(.bootstrapTokenInvalid)
                case .tooLittle: return .refuse(.scopeMismatch)
                }
            }
        case .pair(let candidate, let silent, let admission):
            self.later(admission, arrival, id: id, nonce: nonce) { gateway, admission throws(PairingError) in
                switch try await gateway.admit(candidate, silent: silent) {
                case .admitted(_, let token):
                    admission.token = token
                    return nil
                case .waits(let request, let device): return .pairingRequired(request, device)
                }
            }
        }
    }

    /// Lets something be decided and kept first, and goes on with it on the loop.
    private func later(
        _ admission: Admission,
        _ arrival: Arrival,
        id: String,
        nonce: String,
        _ decide: @escaping @Sendable (Gateway, inout Admission) async throws(PairingError) -> HandshakeDecision?
    ) {
        self.state = .deciding(arrival)
        let gateway = self.server.gateway
        let loop = self.fanOut.loop
        let isTaken = gateway.submit {
            var admission = admission
            let decision: HandshakeDecision
            do throws(PairingError) {
                decision = try await decide(gateway, &admission) ?? .accept(admission)
            } catch {
                decision = .refuse(
                    .unavailable(error.message, retryAfterMilliseconds: 1_000),
                    .tryAgainLater,
                    reason: "pairing unavailable"
                )
            }
            let outcome = decision
            loop.execute { self.resume(outcome, id: id, nonce: nonce) }
        }
        if !isTaken {
            self.resume(.refuse(.unavailable("gateway stopping"), .tryAgainLater, reason: "gateway stopping"), id: id, nonce: nonce)
        }
    }

    /// Goes on after something was decided, unless the socket has closed meanwhile.
    private func resume(_ decision: HandshakeDecision, id: String, nonce: String) {
        guard case .deciding(let arrival) = self.state, let socket else { return }
        self.follow(decision, arrival, id: id, nonce: nonce, socket)
    }

    private func accept(_ admission: Admission, from address: String, id: String, _ socket: WebSocketConnection) {
        let gateway = self.server.gateway
        let ordinal = gateway.nextClientOrdinal()
        let client = ClientSession(
            id: ClientID(rawValue: self.server.identifiers.uuid()),
            info: admission.parameters.client,
            role: admission.role,
            scopes: admission.scopes,
            protocolVersion: admission.version,
            capabilities: admission.parameters.capabilities,
            remoteAddress: address,
            deviceID: admission.device,
            credential: admission.credential,
            node: admission.node,
            ordinal: ordinal,
            transport: SocketTransport(session: self, fanOut: self.fanOut),
            lane: self.fanOut.lane
        )
        gateway.connected(client)
        let authMode = self.server.authentication.snapshot.settings.mode.mode
        let payload = self.server.hello.payload(for: client, token: admission.token, others: admission.otherTokens, authMode: authMode, gateway: gateway)
        socket.markEstablished()
        socket.maximumMessageBytes = self.server.configuration.policy.maximumPayload
        socket.send(text: ResponseFrame.success(id: [UInt8](id.utf8), payload: payload))
        // Only now: nothing may come between `connect` and its response.
        self.state = .connected(client)
        self.fanOut.add(self, client)
        if let device = admission.device { gateway.pairing.touch(device, role: admission.role, from: address, at: gateway.now()) }
        // What let the client in may have ended while it was being let in; whoever ended it did not see the client yet.
        if self.stillCounts(admission) { gateway.nodeReady(client) } else { client.endAccess("gateway auth changed") }
    }

    private func stillCounts(_ admission: Admission) -> Bool {
        guard self.server.authentication.stillCounts(admission.credential, since: admission.generation) else { return false }
        guard let device = admission.device, let token = admission.token else { return true }
        return self.server.gateway.pairing.device(device)?.liveToken(admission.role)?.secret == token.secret
    }

    private func refuse(rawID: String, _ error: MethodError, _ code: CloseCode, reason: String, _ socket: WebSocketConnection) {
        socket.send(text: ResponseFrame.failure(id: [UInt8](rawID.utf8), error: error))
        socket.close(code: code.rawValue, reason: Self.truncated(reason))
    }

    private func refuse(id: String, _ error: MethodError, _ code: CloseCode, reason: String, _ socket: WebSocketConnection) {
        socket.send(text: ResponseFrame.failure(id: id, error: error))
        socket.close(code: code.rawValue, reason: Self.truncated(reason))
    }
}
