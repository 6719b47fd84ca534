// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawWire

/// The program's own routes. One of them asks an agent, in process: no second port, no token, no JSON in between.
struct ShopRoutes: HTTPServerHandler {
    let assistant: LocalClient

    func handle(_ request: HTTPServerRequest) -> HTTPServerAction {
        guard let target = try? URLTarget(request.head.target) else {
            return .respond(.text("The path cannot be read.\n", status: .badRequest))
        }
        switch target.path {
        case "/": return .respond(.text("A shop. POST a question to /ask?customer=NAME.\n"))
        case "/ask":
            let customer = target.queryValue("customer") ?? "guest"
            let assistant = self.assistant
            return .collect(limit: 16 << 10) { body in
                do {
                    let question = String(decoding: body, as: UTF8.self)
                    let reply = try await assistant.chat(question, session: "agent:assistant:customer:\(customer)")
                    return .text(reply.text + "\n")
                } catch {
                    return .text("\(error)\n", status: .serviceUnavailable)
                }
            }
        default: return .respond(.text("Nothing here.\n", status: .notFound))
        }
    }
}
