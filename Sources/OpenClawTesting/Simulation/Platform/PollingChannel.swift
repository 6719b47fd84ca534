// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// A channel whose platform allows one poller at a time.
final class PollingChannel: Channel {
    let id: ChannelID = "bot"
    private let process: SimulatedProcess
    private let began: @Sendable () -> Void
    private let ended: @Sendable () -> Void

    init(process: SimulatedProcess, began: @escaping @Sendable () -> Void, ended: @escaping @Sendable () -> Void) {
        self.process = process
        self.began = began
        self.ended = ended
    }

    func run(_ inbox: ChannelInbox) async throws {
        self.began()
        defer { self.ended() }
        inbox.report(ChannelAccountState(.connected))
        while true { try await self.process.clock.sleep(for: .seconds(1)) }
    }

    func send(_ message: OutboundMessage) async throws(ChannelSendError) -> SendReceipt { SendReceipt(messageID: "1") }
}
