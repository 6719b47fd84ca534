// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

@testable import OpenClawClient

/// Hands out what a test has prepared, one connection or failure per attempt.
final class ScriptedConnector: GatewayConnector {
    enum Step: Sendable {
        case transport(ScriptedTransport)
        case failure(GatewayClientError)
    }

    private struct State {
        var steps: [Step]
        var attempts = 0
    }

    private let state: Mutex<State>
    private let configuration: GatewayClientConfiguration

    init(_ configuration: GatewayClientConfiguration, _ steps: [Step]) {
        self.configuration = configuration
        self.state = Mutex(State(steps: steps))
    }

    /// How often somebody has tried to connect.
    var attempts: Int { self.state.withLock { $0.attempts } }

    func connect() async throws(GatewayClientError) -> GatewayConnection {
        let step = self.state.withLock { state -> Step? in
            state.attempts += 1
            return state.steps.isEmpty ? nil : state.steps.removeFirst()
        }
        switch step {
        case .transport(let transport): return try await GatewayHandshake(configuration: self.configuration).connection(over: transport)
        case .failure(let error): throw error
        case nil: throw GatewayClientError(.unauthorized, "the script has ended")
        }
    }
}
