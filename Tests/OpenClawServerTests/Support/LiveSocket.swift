// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawWire
import Synchronization

/// A WebSocket of the gateway protocol, read frame by frame. For one test task at a time.
final class LiveSocket: Sendable {
    /// A frame that was not what the test needed.
    struct Failure: Error, CustomStringConvertible {
        var frame: JSONValue
        var description: String { "unexpected frame: \(self.frame)" }
    }

    /// The connection has ended.
    struct Ended: Error, Equatable {
        var code: UInt16
        var reason: String
    }

    let connection: WebSocketClientConnection
    private let state = Mutex((next: 0, events: [JSONValue]()))

    init(connection: WebSocketClientConnection) { self.connection = connection }

    /// Sends raw text.
    func send(_ text: String) async throws { try await self.connection.send(text: text) }

    /// The next frame.
    func frame() async throws -> JSONValue {
        guard let message = try await self.connection.receive() else {
            let closure = self.connection.closure
            throw Ended(code: closure?.code.rawValue ?? 1006, reason: closure?.reason ?? "")
        }
        return try JSONValue(parsing: message.bytes)
    }

    /// Sends a request and returns its identifier.
    @discardableResult
    func request(_ method: String, _ params: JSONObject = [:]) async throws -> String {
        let id = self.state.withLock { state in
            state.next += 1
            return "r\(state.next)"
        }
        let frame: JSONObject = ["type": "req", "id": .string(id), "method": .string(method), "params": .object(params)]
        try await self.send(String(decoding: JSONValue.object(frame).serialized(), as: UTF8.self))
        return id
    }

    /// The next response to a request; events that come before it are kept for ``event(_:)``.
    func response(_ id: String) async throws -> JSONValue {
        while true {
            let frame = try await self.frame()
            if frame["type"]?.stringValue == "res", frame["id"]?.stringValue == id { return frame }
            if frame["type"]?.stringValue == "event" { self.state.withLock { $0.events.append(frame) } }
        }
    }

    /// Calls a method and returns its payload; a failed response is thrown.
    func call(_ method: String, _ params: JSONObject = [:]) async throws -> JSONValue {
        let frame = try await self.response(self.request(method, params))
        guard frame["ok"]?.boolValue == true, frame.objectValue?["error"] == nil else { throw Failure(frame: frame) }
        return frame["payload"] ?? .null
    }

    /// Calls a method that must fail and returns its error.
    func failure(_ method: String, _ params: JSONObject = [:]) async throws -> JSONValue {
        let frame = try await self.response(self.request(method, params))
        guard frame["ok"]?.boolValue == false, let error = frame["error"] else { throw Failure(frame: frame) }
        return error
    }

    /// The next event of this name that `matches`, kept or fresh.
    func event(_ name: String, where matches: (JSONValue) -> Bool = { _ in true }) async throws -> JSONValue {
        func fits(_ frame: JSONValue) -> Bool { frame["event"]?.stringValue == name && matches(frame["payload"] ?? .null) }
        let kept: JSONValue? = self.state.withLock { state in
            guard let index = state.events.firstIndex(where: fits) else { return nil }
            return state.events.remove(at: index)
        }
        if let kept { return kept }
        while true {
            let frame = try await self.frame()
            if fits(frame) { return frame }
            if frame["type"]?.stringValue == "event" { self.state.withLock { $0.events.append(frame) } }
        }
    }

    /// Reads until the connection ends.
    func end() async throws -> Ended {
        do {
            while true { _ = try await self.frame() }
        } catch let end as Ended {
            return end
        }
    }

    func close() async { await self.connection.close() }
}
