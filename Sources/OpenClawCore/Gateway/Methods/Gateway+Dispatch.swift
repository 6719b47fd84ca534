// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What became of a request right away.
public enum DispatchOutcome: Sendable {
    /// The answer's payload as JSON text, to be sent by the caller.
    case payload([UInt8])
    /// The failure, to be sent by the caller.
    case failure(MethodError)
    /// The answer comes later through the client's transport.
    case pending
}

extension Gateway {
    /// Answers a request frame: methods that answer at once do so here, others as a job of `run()`.
    ///
    /// - Parameter id: the raw JSON text of the request's identifier between its quotes.
    /// - Parameter params: the raw JSON of the parameters, empty when absent.
    public func dispatch(
        _ method: String,
        id: UnsafeRawBufferPointer,
        params: UnsafeRawBufferPointer,
        client: ClientSession
    ) -> DispatchOutcome {
        let entry = self.methods[method]
        if let error = Self.refusal(of: entry, for: client) { return .failure(error) }
        guard let entry else { return .failure(.invalid("unknown method: \(method)")) }
        if entry.isControlPlaneWrite {
            let writer = "\(client.info.id)|\(client.remoteAddress ?? "local")"
            if let error = self.operations.writes.check(method, client: writer, at: self.now()) { return .failure(error) }
        }
        let parameters = params.isEmpty ? [] : [UInt8](params)
        switch entry.body {
        case .immediate(let body):
            // Who asks without parameters is answered on the spot; a probe is answered later, and needs to know to what.
            let requestID = parameters.count > 2 ? [UInt8](id) : []
            let call = MethodCall(gateway: self, client: client, method: method, requestID: requestID, params: parameters)
            do {
                return try body(call).payload.map { .payload($0) } ?? .pending
            } catch {
                return .failure(error)
            }
        case .asynchronous(let body):
            let call = MethodCall(gateway: self, client: client, method: method, requestID: [UInt8](id), params: parameters)
            let carryOut: Job = {
                do {
                    if entry.isTimed, let limit = self.configuration.methodTimeout {
                        call.reply(try await self.answer(call, within: limit, body))
                    } else {
                        call.reply(try await body(call))
                    }
                } catch let error as MethodError {
                    call.reply(error)
                } catch {
                    call.reply(MethodError.unavailable("\(error)"))
                }
            }
            return self.submit(carryOut, to: client.lane) ? .pending : .failure(self.unavailability(method))
        }
    }

    /// Carries a method out; tells its caller when it takes too long, and then drops its answer.
    private func answer(
        _ call: MethodCall,
        within limit: Duration,
        _ body: @escaping @Sendable (MethodCall) async throws -> MethodResult
    ) async throws -> MethodResult {
        let clock = self.configuration.clock
        let claim = FirstClaim()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do { try await clock.sleep(for: limit) } catch { return }
                guard claim.take() else { return }
                call.reply(MethodError.unavailable("\(call.method) took longer than \(limit)", retryAfterMilliseconds: 1_000))
            }
            defer { group.cancelAll() }
            do {
                let result = try await body(call)
                return claim.take() ? result : .answered
            } catch {
                guard claim.take() else { return .answered }
                throw error
            }
        }
    }

    private func unavailability(_ method: String) -> MethodError {
        switch self.phase {
        case .draining, .stopped: .unavailable("\(method) unavailable: the gateway is stopping", retryAfterMilliseconds: 2_000)
        default: .unavailable("\(method) unavailable: too many requests wait; retry later", retryAfterMilliseconds: 500)
        }
    }

    /// Whether the client's access still stands and covers the method.
    private static func refusal(of method: Method?, for client: ClientSession) -> MethodError? {
        if client.hasLostAccess {
            return .invalid("unauthorized: the connection's access was taken away; connect again", details: ["code": "AUTH_UNAUTHORIZED"])
        }
        return Authorizer.refusal(of: method, role: client.role, scopes: client.scopes, protocolVersion: client.protocolVersion)
    }
}
