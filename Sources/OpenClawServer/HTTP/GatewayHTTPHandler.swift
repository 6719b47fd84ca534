// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawWire

/// Answers HTTP requests on the gateway's port and lets WebSockets in.
///
/// The path is made canonical once, before any guard looks at it.
final class GatewayHTTPHandler: HTTPServerHandler {
    let server: ServerShared
    private let fanOuts: [ObjectIdentifier: LoopFanOut]
    private let options: WebSocketOptions
    let responses: StandardResponses
    private let controlPage: ControlPageResponses

    init(server: ServerShared, fanOuts: [LoopFanOut]) throws {
        self.server = server
        self.fanOuts = Dictionary(uniqueKeysWithValues: fanOuts.map { (ObjectIdentifier($0.loop), $0) })
        let policy = server.configuration.policy
        self.options = WebSocketOptions(
            maximumMessageBytes: policy.maximumPreAuthPayload,
            pingInterval: policy.pingInterval,
            pingTimeout: policy.pingTimeout,
            establishTimeout: policy.handshakeTimeout,
            // The session sees to it that no more waits than the policy says; this only catches what passes it by, such as pongs.
            establishedStream: StreamOptions(
                maximumPendingBytes: policy.maximumBufferedBytes + 2 * policy.maximumPayload,
                writeStallTimeout: policy.writeStallTimeout
            )
        )
        self.controlPage = ControlPageResponses(basePath: server.configuration.controlPagePath)
        self.responses = try StandardResponses(version: server.gateway.configuration.version)
    }

    func handle(_ request: HTTPServerRequest) -> HTTPServerAction {
        if let refusal = self.refusal(of: request) { return .respond(refusal) }
        if request.head.target == "/health", request.head.method == .get { return .respondStatic(self.responses.live) }
        if request.head.fields.containsToken(.upgrade, "websocket") { return self.upgrade(request) }
        let target: URLTarget
        do {
            target = try URLTarget(Self.modelTarget(request.head.target))
        } catch {
            return .respond(self.responses.problem(.badRequest, "bad_request", "\(error)"))
        }
        switch target.path {
        case "/health", "/healthz", "/api/health": return self.probe(request) { .respondStatic(self.responses.live) }
        case "/ready", "/readyz": return self.probe(request) { self.readiness(request) }
        case "/startup", "/startupz": return self.probe(request) { .respondStatic(self.responses.started) }
        case "/metrics":
            return self.probe(request) {
                guard self.isAuthorized(request) else { return .respond(self.responses.unauthorized) }
                return .respond(StandardResponses.metrics(self.server.gateway.configuration.metrics))
            }
        default: return self.api(target, request) ?? self.page(target.path, request)
        }
    }

    /// Requests that never become one are answered in the shape of the others.
    func errorResponse(_ status: HTTPStatus, message: String) -> HTTPServerResponse { HTTPProblem(unread: status, message).response }

    /// Clients escape the slash in a model's name (`/v1/models/openclaw%2Fmain`), where it separates nothing; undone before the path
    /// is made canonical, so that guards and routes still see the same path.
    private static func modelTarget(_ target: String) -> String {
        let prefix = "/v1/models/"
        guard target.hasPrefix(prefix) else { return target }
        var name = target.dropFirst(prefix.count)
        guard let percent = name.firstIndex(of: "%"), name[percent...].lowercased().hasPrefix("%2f") else { return target }
        name.replaceSubrange(percent..<name.index(percent, offsetBy: 3), with: "/")
        return prefix + name
    }

    /// Addresses that may not connect, and those that ask too often.
    private func refusal(of request: HTTPServerRequest) -> HTTPServerResponse? {
        let limits = self.server.limits
        guard limits.restrictsAddresses || limits.countsRequests else { return nil }
        guard limits.admits(request.clientAddress, isLoopbackClient: request.isLoopbackClient) else { return self.responses.addressRefused }
        guard limits.countsRequests, let wait = limits.countRequest(AddressKey.text(request.clientAddress)) else { return nil }
        return self.responses.tooManyRequests(milliseconds: wait)
    }

    /// Probes answer GET and HEAD.
    private func probe(_ request: HTTPServerRequest, _ answer: () -> HTTPServerAction) -> HTTPServerAction {
        guard request.head.method == .get || request.head.method == .head else { return .respond(self.responses.methodNotAllowed) }
        return answer()
    }

    private func readiness(_ request: HTTPServerRequest) -> HTTPServerAction {
        let failing = self.server.gateway.failing
        let isReady = failing.isEmpty
        let showsDetails = request.isLoopbackClient || self.isAuthorized(request)
        guard showsDetails else { return .respondStatic(isReady ? self.responses.ready : self.responses.notReady) }
        var writer = JSONWriter(reservingCapacity: 128)
        writer.beginObject()
        writer.field("ready", isReady)
        writer.field("failing", failing)
        writer.field("uptimeMs", self.server.gateway.uptimeMilliseconds)
        writer.endObject()
        return .respond(self.responses.json(writer.bytes, status: isReady ? .ok : .serviceUnavailable))
    }

    private func isAuthorized(_ request: HTTPServerRequest) -> Bool {
        guard case .success(let caller) = self.server.http.caller(of: request) else { return false }
        return caller.refusal(needing: .read) == nil
    }

    private func page(_ path: String, _ request: HTTPServerRequest) -> HTTPServerAction {
        guard self.server.configuration.servesControlPage else { return .respond(self.responses.notFound) }
        do {
            guard let answer = try self.controlPage.answer(path, ifNoneMatch: request.head.fields[.ifNoneMatch]) else {
                return .respond(self.responses.notFound)
            }
            guard request.head.method == .get || request.head.method == .head else { return .respond(self.responses.methodNotAllowed) }
            return answer
        } catch {
            return .respond(self.responses.problem(.internalServerError, "internal", "\(error)"))
        }
    }

    private func upgrade(_ request: HTTPServerRequest) -> HTTPServerAction {
        let phase = self.server.gateway.phase
        guard phase != .draining, phase != .stopped else {
            return .respond(self.responses.problem(.serviceUnavailable, "unavailable", "Gateway websocket handlers unavailable: it is stopping."))
        }
        guard let fanOut = self.fanOuts[ObjectIdentifier(request.loop)] else {
            preconditionFailure("requests arrive on the loops the server was made with")
        }
        var peer = HandshakePeer(request)
        if self.server.configuration.identifyTailscaleAddress != nil { peer.tailscale = TailscaleClaim(request) }
        guard let place = self.server.limits.place(for: peer) else {
            return .respond(self.responses.problem(.serviceUnavailable, "unavailable", "Too many unauthenticated sockets"))
        }
        let session = SocketSession(server: self.server, fanOut: fanOut, peer: peer, unauthenticated: place)
        return .upgradeWebSocket(WebSocketUpgrade(handler: session, options: self.options))
    }
}
