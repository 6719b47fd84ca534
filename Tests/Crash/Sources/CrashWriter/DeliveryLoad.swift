// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// A gateway with files and ``PipeChannel``, until the process is killed.
struct DeliveryLoad {
    let root: String

    func run() async throws {
        let encryption = try Workspace.encryption()
        let store = try FileSessionStore(FileSessionStore.Configuration(root: self.root), encryption: encryption)
        let ledger = try FileLedger(
            FileLedger.Configuration(directory: self.root + "/ledger", durability: .everyCommit),
            encryption: encryption
        )
        // The agent says the message again; every other one takes its time.
        let agent = ClosureAgent(id: .main) { turn in
            if turn.message.text.utf8.last.map({ $0 & 1 == 0 }) ?? false { try await Task.sleep(for: .milliseconds(Int.random(in: 1...30))) }
            return turn.message.text
        }
        let configuration = GatewayConfiguration(
            routing: RoutingConfiguration(directMessageScope: .perPeer),
            queue: QueuePolicy(mode: .followup),
            // However often it is killed while it works on a message.
            resume: ResumePolicy(maximumAttempts: 1_000)
        )
        let gateway = try Gateway(
            configuration: configuration,
            agents: [agent],
            channels: [PipeChannel()],
            sessionStore: store,
            ledger: ledger
        )
        try await gateway.run()
    }
}
