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
        if let error = Self.authorize(entry, method, client) { return .failure(error) }
        guard let entry else { return .failure(.invalid("unknown method: \(method)")) }
        let parameters = params.isEmpty ? [] : [UInt8](params)
        switch entry.body {
        case .immediate(let body):
            let call = MethodCall(gateway: self, client: client, method: method, requestID: [], params: parameters)
            do {
                return try body(call).payload.map { .payload($0) } ?? .pending
            } catch {
                return .failure(error)
            }
        case .asynchronous(let body):
            let call = MethodCall(gateway: self, client: client, method: method, requestID: [UInt8](id), params: parameters)
            let accepted = self.submit {
                do {
                    call.reply(try await body(call))
                } catch let error as MethodError {
                    call.reply(error)
                } catch {
                    call.reply(MethodError.unavailable("\(error)"))
                }
            }
            return accepted ? .pending : .failure(self.unavailability(method))
        }
    }

    private func unavailability(_ method: String) -> MethodError {
        switch self.phase {
        case .draining, .stopped: .unavailable("\(method) unavailable: the gateway is stopping", retryAfterMilliseconds: 2_000)
        default: .unavailable("\(method) unavailable: too many requests wait; retry later", retryAfterMilliseconds: 500)
        }
    }

    /// Role and scope, before anything is looked up (PROTOCOL 1.3): a method without a class needs the admin scope.
    static func authorize(_ method: Method?, _ name: String, _ client: ClientSession) -> MethodError? {
        switch method?.access ?? .scopes(.admin) {
        case .anyone: return nil
        case .node: return client.role == .node ? nil : .invalid("unauthorized role: \(client.role)")
        case .scopes(let required):
            guard client.role == .operator else { return .invalid("unauthorized role: \(client.role)") }
            guard client.scopes.satisfies(required) else {
                let missing = required.wireNames.first ?? "operator.admin"
                return client.protocolVersion >= 4
                    ? MethodError(
                        .forbidden,
                        "missing scope: \(missing)",
                        details: [
                            "code": "MISSING_SCOPE", "missingScope": .string(missing),
                            "requiredScopes": .array(required.wireNames.map { .string($0) }),
                        ]
                    )
                    : .invalid("missing scope: \(missing)")
            }
            return nil
        }
    }
}
