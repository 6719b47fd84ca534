// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting

/// What several gateways have in common that run one after the other on the same disk.
struct RestartingGateway: Sendable {
    let pairings = SharedPairingStore()
    let disk: SharedValue<InMemoryFileSystem>

    init() { self.disk = SharedValue(InMemoryFileSystem()) }

    /// Runs a gateway on the disk; afterwards the disk is as a killed process would have left it when `body` returned.
    func run(
        agents: [any Agent] = [EchoAgent(id: "main")],
        channels: [any Channel] = [],
        configuration: GatewayConfiguration = GatewayConfiguration(),
        _ body: @Sendable (LiveGateway) async throws -> Void
    ) async throws {
        let disk = self.disk.value
        let sessions = try FileSessionStore(.init(root: "/state"), fileSystem: disk)
        let ledger = try FileLedger(.init(directory: "/ledger"), fileSystem: disk)
        try await LiveGateway.run(
            agents: agents,
            configuration: configuration,
            pairingStore: self.pairings,
            parts: { parts in
                parts.channels = channels
                parts.sessionStore = sessions
                parts.ledger = ledger
            }
        ) { live in
            try await body(live)
            self.disk.set(disk.survivors(.everythingWritten))
        }
    }
}
