// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawWire

extension GatewayHTTPHandler {
    /// `/api/tasks` and `/api/tasks/{id}`.
    func tasks(_ path: String, _ target: URLTarget, _ request: HTTPServerRequest) -> HTTPServerAction {
        let id = String(decoding: path.utf8.dropFirst("/api/tasks/".utf8.count), as: UTF8.self)
        let gateway = self.server.gateway
        @Sendable func endpoint(_ caller: HTTPCaller) -> TasksEndpoint { TasksEndpoint(gateway: gateway, caller: caller) }
        guard !id.isEmpty else {
            switch request.head.method {
            case .post:
                let key = request.head.fields["Idempotency-Key"]
                return self.guarded(request, .post, .write) { caller in
                    .collect(limit: TasksEndpoint.maximumBody) { body in await endpoint(caller).submit(body, idempotencyKey: key) }
                }
            case .get, .head: return self.guarded(request, .get, .read) { .respond(endpoint($0).list(target.query)) }
            default: return .respond(HTTPProblem.method("GET, HEAD, POST").response)
            }
        }
        switch request.head.method {
        case .delete:
            return self.guarded(request, .delete, .write) { caller in .collect(limit: 64 << 10) { _ in await endpoint(caller).cancel(id) } }
        case .get, .head:
            return self.guarded(request, .get, .read) { caller in .collect(limit: 64 << 10) { _ in await endpoint(caller).get(id) } }
        default: return .respond(HTTPProblem.method("GET, HEAD, DELETE").response)
        }
    }
}
