// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet

/// A shop that owns its HTTP server and has a gateway as one service among others: `InsideAnotherService [--port N]`.
@main
struct InsideAnotherService {
    static func main() async throws {
        let arguments = CommandLine.arguments
        let port = arguments.firstIndex(of: "--port").flatMap { UInt16(arguments[$0 + 1]) } ?? 8080
        let gateway = try Gateway {
            ClosureAgent(id: "assistant") { turn in
                let number = turn.history.count(where: { $0.role == .user }) + 1
                return "Question \(number): \"\(turn.text)\" is an excellent question."
            }
        }
        try await EventLoopGroup.withLoops(count: 1) { loops in
            let server = HTTPServer(
                configuration: HTTPServerConfiguration(listeners: [HTTPListenerConfiguration(address: .loopback(port: port))]),
                loops: loops,
                handler: ShopRoutes(assistant: gateway.client)
            )
            try server.bind()
            print("The shop is open at http://\(server.boundAddresses[0])/")
            try await ServiceGroup([.init(gateway, name: "gateway"), .init(ShopServer(server: server), name: "shop")]).run()
        }
    }
}
