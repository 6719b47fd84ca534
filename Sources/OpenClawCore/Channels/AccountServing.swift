// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A channel that serves several accounts of its platform, each on its own: one may fail, be started again or belong to another gateway
/// while the others run.
///
/// With a coordinator every account has a lease (`channel:<id>@<account>`); of an ordinary channel there is one lease (`channel:<id>`).
public protocol AccountServing: Channel {
    /// The accounts, each once; asked for when the gateway is made, 64 at most.
    var accounts: [AccountID] { get }

    /// Receives the messages of one account and hands each to the inbox until the task is cancelled, as ``Channel/run(_:)`` does for all.
    func run(_ account: AccountID, _ inbox: ChannelInbox) async throws
}

extension AccountServing {
    /// Runs all accounts; one that ends or fails ends the others. Gateways run them one by one instead.
    public func run(_ inbox: ChannelInbox) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for account in self.accounts { group.addTask { try await self.run(account, inbox) } }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
