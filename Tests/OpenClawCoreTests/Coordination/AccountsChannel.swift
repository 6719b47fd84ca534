// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Synchronization

/// A channel with several accounts that counts how often each was run.
final class AccountsChannel: AccountServing {
    let id: ChannelID
    let accounts: [AccountID]
    private let state = Mutex((runs: [AccountID: Int](), failures: [AccountID: Mailbox<Void>]()))

    init(id: ChannelID, accounts: [AccountID]) {
        self.id = id
        self.accounts = accounts
    }

    var runs: [AccountID: Int] { self.state.withLock { $0.runs } }

    /// Makes the present run of an account fail.
    func fail(_ account: AccountID) { self.state.withLock { $0.failures[account] }?.close() }

    func run(_ account: AccountID, _ inbox: ChannelInbox) async throws {
        let end = Mailbox<Void>(capacity: 1)
        self.state.withLock { state in
            state.runs[account, default: 0] += 1
            state.failures[account] = end
        }
        inbox.report(ChannelAccountState(.connected), account: account)
        _ = await end.next()
        throw ChannelSendError(.rejected, "the account \(account) has failed")
    }

    func send(_ message: OutboundMessage) async throws(ChannelSendError) -> SendReceipt { SendReceipt(messageID: "m") }
}
