// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The channels of a gateway: their supervisors, the state of their accounts, and deliveries under way.
final class ChannelManager: Sendable {
    /// What is known about one account of a channel.
    struct AccountStatus: Sendable {
        var state = ChannelAccountState(.stopped)
        var restarts = 0
        var lastStartAt: Timestamp?
        var lastConnectedAt: Timestamp?
        var lastInboundAt: Timestamp?
        var lastOutboundAt: Timestamp?
    }

    private struct State {
        var accounts: [ChannelID: [AccountID: AccountStatus]] = [:]
        var deliveries = 0
    }

    let channels: [any Channel]
    let supervisors: [ChannelSupervisor]
    private let byID: [ChannelID: any Channel]
    private let wallClock: any WallClock
    private let state = Mutex(State())

    /// How many accounts of one channel are shown.
    private static let maximumAccounts = 64

    init(_ channels: [any Channel], clock: any Clock<Duration>, wallClock: any WallClock) throws(GatewayError) {
        var byID: [ChannelID: any Channel] = [:]
        for channel in channels {
            guard !channel.id.rawValue.isEmpty, !channel.id.rawValue.contains(":"), !channel.id.rawValue.contains("/") else {
                throw GatewayError(.invalidName, "channel name \"\(channel.id)\": it must not be empty nor contain ':' or '/'")
            }
            guard byID.updateValue(channel, forKey: channel.id) == nil else {
                throw GatewayError(.duplicateName, "two channels are named \"\(channel.id)\"; give one of them another id")
            }
        }
        self.channels = channels
        self.byID = byID
        self.wallClock = wallClock
        var supervisors: [ChannelSupervisor] = []
        for channel in channels {
            guard let accounts = (channel as? any AccountServing)?.accounts else {
                supervisors.append(ChannelSupervisor(channel: channel, clock: clock))
                continue
            }
            guard Set(accounts).count == accounts.count, accounts.count <= Self.maximumAccounts,
                !accounts.contains(where: \.rawValue.isEmpty)
            else {
                throw GatewayError(
                    .invalidName,
                    "channel \"\(channel.id)\" names its accounts wrongly: each once, none empty, \(Self.maximumAccounts) at most"
                )
            }
            for account in accounts { supervisors.append(ChannelSupervisor(channel: channel, account: account, clock: clock)) }
        }
        self.supervisors = supervisors
    }

    /// The channel of this name.
    subscript(id: ChannelID) -> (any Channel)? { self.byID[id] }

    /// Switches a channel on or off; `nil` when there is none of this name, else whether that changed anything.
    func setRunning(_ isRunning: Bool, _ id: ChannelID) -> Bool? {
        guard self.byID[id] != nil else { return nil }
        // Every account is switched.
        return self.supervisors.filter { $0.channel.id == id }.map { $0.power.set(isRunning) }.contains(true)
    }

    /// The accounts of a channel, by name.
    func accounts(of id: ChannelID) -> [(AccountID, AccountStatus)] {
        self.state.withLock { $0.accounts[id] ?? [:] }.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key, $0.value) }
    }

    func noteStart(_ id: ChannelID, account: AccountID, isRestart: Bool) {
        self.change(id, account) { status, now in
            status.lastStartAt = now
            status.state = ChannelAccountState(.connecting)
            if isRestart { status.restarts += 1 }
        }
    }

    func note(_ state: ChannelAccountState, _ id: ChannelID, account: AccountID) {
        self.change(id, account) { status, now in
            status.state = state
            if state.phase == .connected { status.lastConnectedAt = now }
        }
    }

    func noteReceived(_ id: ChannelID, account: AccountID) { self.change(id, account) { $0.lastInboundAt = $1 } }

    func noteSent(_ id: ChannelID, account: AccountID) { self.change(id, account) { $0.lastOutboundAt = $1 } }

    private func change(_ id: ChannelID, _ account: AccountID, _ body: (inout AccountStatus, Timestamp) -> Void) {
        let now = self.wallClock.now()
        self.state.withLock { state in
            var accounts = state.accounts[id] ?? [:]
            guard accounts[account] != nil || accounts.count < Self.maximumAccounts else { return }
            var status = accounts[account] ?? AccountStatus()
            body(&status, now)
            accounts[account] = status
            state.accounts[id] = accounts
        }
    }

    /// The delivery of a run's answer, when a channel asked for it and something was said.
    /// - Parameter newest: the last of the messages that it answers.
    func delivery(of result: RunResult, for request: RunRequest, replyingTo newest: MessageID, identifiers: EntryIdentifiers) -> Delivery? {
        if let announcement = request.announcement {
            guard result.status == .ok, result.message != nil, let channel = self.byID[announcement.channel] else { return nil }
            return Delivery(
                channel: channel,
                message: OutboundMessage(
                    deliveryID: identifiers.next(),
                    account: announcement.account,
                    peer: announcement.peer,
                    threadID: announcement.threadID,
                    text: result.text,
                    attachments: channel is any MediaSending ? Self.media(result) : [],
                    sessionKey: request.sessionKey
                ),
                identity: request.identity
            )
        }
        guard let origin = request.origin, let channel = self.byID[origin.id.channel] else { return nil }
        var text = result.text
        if result.message == nil {
            guard result.status == .error || result.status == .timeout, let error = result.error else { return nil }
            text = "⚠️ \(error.message)"
        }
        return Delivery(
            channel: channel,
            message: OutboundMessage(
                deliveryID: identifiers.next(),
                account: origin.id.account,
                peer: origin.peer,
                threadID: origin.threadID,
                text: text,
                attachments: channel is any MediaSending ? Self.media(result) : [],
                replyToID: origin.peer.kind == .direct ? nil : newest.event,
                sessionKey: request.sessionKey
            ),
            identity: request.identity
        )
    }

    private static func media(_ result: RunResult) -> [ContentBlock] {
        (result.message?.content ?? []).filter { block in
            if case .media = block { return true }
            return false
        }
    }

    func deliveryBegan() { self.state.withLock { $0.deliveries += 1 } }
    func deliveryEnded() { self.state.withLock { $0.deliveries -= 1 } }

    /// Waits until no delivery is under way, at most `grace`.
    func waitForDeliveries(clock: any Clock<Duration>, grace: Duration) async {
        var waited = Duration.zero
        while waited < grace, self.state.withLock({ $0.deliveries }) > 0 {
            do { try await clock.sleep(for: .milliseconds(20)) } catch { return }
            waited += .milliseconds(20)
        }
    }
}
