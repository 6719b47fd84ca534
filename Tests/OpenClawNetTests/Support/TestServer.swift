// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

@testable import OpenClawNet

/// Runs servers for tests.
enum TestServer {
    /// Serves with `handler` on a free port while `body` runs on a thread that may block, then shuts down gracefully.
    static func run(
        _ handler: any HTTPServerHandler,
        loops: Int = 1,
        configure: (inout HTTPServerConfiguration) -> Void = { _ in },
        _ body: @escaping @Sendable (HTTPServer, UInt16) throws -> Void
    ) async throws {
        var configuration = HTTPServerConfiguration(listeners: [HTTPListenerConfiguration(address: .loopback(port: 0))])
        configuration.shutdownTimeout = .seconds(1)
        configuration.stream.writeStallTimeout = .seconds(120)
        configure(&configuration)
        let chosen = configuration
        try await EventLoopGroup.withLoops(count: loops) { group in
            let server = HTTPServer(configuration: chosen, loops: group, handler: handler)
            try server.bind()
            let port = server.boundAddresses[0].port
            try await withThrowingTaskGroup { tasks in
                tasks.addTask { try await server.run() }
                defer { server.shutdown() }
                try await BlockingPool.withPool(maximumThreads: 1) { pool in
                    try await pool.run { () throws(any Error) in try body(server, port) }
                }
                server.shutdown()
                try await tasks.waitForAll()
            }
        }
    }
}

/// A handler made of a function.
struct ClosureHandler: HTTPServerHandler {
    let function: @Sendable (HTTPServerRequest) -> HTTPServerAction

    init(_ function: @escaping @Sendable (HTTPServerRequest) -> HTTPServerAction) {
        self.function = function
    }

    func handle(_ request: HTTPServerRequest) -> HTTPServerAction { function(request) }
}
