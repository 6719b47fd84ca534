// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

extension GatewayClient {
    /// Reads what the gateway sends, and connects again when the connection is lost, until there is nothing to go on with.
    func run(_ first: GatewayConnection) async {
        var connection = first
        while true {
            let failure = await self.read(connection.transport)
            await connection.transport.close()
            guard let policy = self.configuration.reconnect, let connector = self.connector, failure.isRetryable,
                self.lose(failure), let next = await self.reconnect(policy, connector, after: failure)
            else {
                _ = self.finish(failure)
                return
            }
            connection = next
            guard await self.resume(next) else {
                await next.transport.close()
                return
            }
        }
    }

    /// Ends the client: nothing is sent any more, and who waits is told. Returns the connection that is still open.
    func finish(_ failure: GatewayClientError) -> (any GatewayClientTransport)? {
        let (waiting, subscribers, failure, transport) = self.state.withLock { state in
            let failure = state.failure ?? failure
            state.failure = failure
            let transport = state.transport
            state.transport = nil
            return (state.calls.finish(), state.subscribers, failure, transport)
        }
        for answers in waiting {
            answers.offer(.failure(failure))
            answers.close()
        }
        for mailbox in subscribers { mailbox.close() }
        return transport
    }

    /// Hands on what the gateway sends, until the connection ends; returns why it did.
    private func read(_ transport: any GatewayClientTransport) async -> GatewayClientError {
        do throws(GatewayClientError) {
            while let frame = try await transport.receive() {
                // A frame that is no JSON cannot be answered to; the gateway never sends one.
                guard let value = try? JSONValue(parsing: frame) else { continue }
                self.handle(value)
            }
        } catch {
            return error
        }
        let reason = transport.closeReason.map { ": \($0)" } ?? ""
        return GatewayClientError(.disconnected, "the gateway closed the connection\(reason)")
    }

    private func handle(_ frame: JSONValue) {
        switch frame["type"]?.stringValue {
        case "res":
            guard let id = frame["id"]?.stringValue else { return }
            let waiting = self.state.withLock { state in
                guard let waiting = state.calls.waiting(id) else { return nil as GatewayCalls.Answers? }
                if frame["ok"]?.boolValue == true { state.subscriptions.record(waiting.method, waiting.params) }
                return waiting.answers
            }
            waiting?.offer(.success(frame))
        case "event":
            guard let name = frame["event"]?.stringValue else { return }
            let sequence = frame["seq"]?.intValue.map { Int($0) }
            if let sequence {
                let expected = self.state.withLock { state in
                    defer { state.nextSequence = sequence + 1 }
                    return state.nextSequence
                }
                if let expected, sequence != expected {
                    self.publish(
                        GatewayClientEvent(
                            name: GatewayClientEvent.gap,
                            payload: ["expected": JSONValue(expected), "received": JSONValue(sequence)]
                        )
                    )
                }
            }
            self.publish(GatewayClientEvent(name: name, payload: frame["payload"] ?? .null, sequence: sequence))
        default:
            return
        }
    }

    private func publish(_ event: GatewayClientEvent) {
        for subscriber in self.state.withLock({ $0.subscribers }) { subscriber.offer(event) }
    }

    /// The connection is lost; `false` when the client has been closed meanwhile.
    private func lose(_ failure: GatewayClientError) -> Bool {
        let (lost, isOpen) = self.state.withLock { state in
            state.transport = nil
            return (state.calls.interrupt(), state.failure == nil)
        }
        let error = GatewayClientError(
            .disconnected,
            "the connection was lost before the answer came, so the call may or may not have been carried out (\(failure.message))"
        )
        for answers in lost {
            answers.offer(.failure(error))
            answers.close()
        }
        self.publish(GatewayClientEvent(name: GatewayClientEvent.disconnected, payload: ["reason": .string(failure.message)]))
        return isOpen
    }

    /// Tries to connect until it works; `nil` when it never will, and then the client has ended.
    private func reconnect(
        _ policy: ReconnectPolicy,
        _ connector: any GatewayConnector,
        after failure: GatewayClientError
    ) async -> GatewayConnection? {
        var failure = failure
        var backoff = ReconnectBackoff(policy)
        while failure.isRetryable {
            let asked = Duration.milliseconds(failure.method?.retryAfterMilliseconds ?? 0)
            guard let delay = backoff.next(random: self.configuration.random.next(), atLeast: asked) else {
                failure.message =
                    "the connection could not be opened again in \(backoff.attempts) attempts; the last one: \(failure.message)"
                break
            }
            do {
                try await self.configuration.clock.sleep(for: delay)
            } catch {
                failure = GatewayClientError(.cancelled, "the client was closed")
                break
            }
            do throws(GatewayClientError) {
                return try await connector.connect()
            } catch {
                failure = error
            }
        }
        _ = self.finish(failure)
        return nil
    }

    /// Goes on over a new connection; `false` when the client has been closed meanwhile.
    private func resume(_ connection: GatewayConnection) async -> Bool {
        let frames = self.state.withLock { state -> [[UInt8]]? in
            guard state.failure == nil else { return nil }
            state.hello = connection.hello
            state.transport = connection.transport
            state.nextSequence = nil
            return state.subscriptions.frames + state.calls.resume()
        }
        guard let frames else { return false }
        self.publish(
            GatewayClientEvent(
                name: GatewayClientEvent.reconnected,
                payload: ["connId": .string(connection.hello.connectionID), "version": .string(connection.hello.serverVersion)]
            )
        )
        do throws(GatewayClientError) {
            for frame in frames { try await connection.transport.send(frame) }
        } catch {
            // Reading the connection says the same, and begins the next attempt.
            return true
        }
        return true
    }
}
