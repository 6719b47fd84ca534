// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Keeps one channel, or one account of a channel that serves several, running: starts it, starts it again after a growing pause when it
/// fails, ends with the gateway.
///
/// With a coordinator it runs only while its lease is held: two gateways that ask a platform for the same account's news take each other's.
struct ChannelSupervisor: Sendable {
    let channel: any Channel
    /// The account, when the channel serves several.
    var account: AccountID?
    let clock: any Clock<Duration>
    /// Whether it is to run.
    let power = ChannelSwitch()

    /// Runs the channel until the task is cancelled, while it is switched on.
    func run(_ gateway: Gateway) async {
        let id = self.channel.id
        let account = self.account ?? .default
        let lease: LeaseName = if let account = self.account { .channel(id, account: account) } else { .channel(id) }
        if let keeper = gateway.leaseKeeper(lease) {
            do {
                try await keeper.run(waiting: { lease in
                    gateway.channels.note(ChannelAccountState(.stopped, error: "gateway \(lease.owner) runs it"), id, account: account)
                }) { _ in await self.supervise(gateway) }
            } catch {
                // Cancelled: the gateway ends.
            }
        } else {
            await self.supervise(gateway)
        }
        gateway.channels.note(ChannelAccountState(.stopped), id, account: account)
    }

    private func supervise(_ gateway: Gateway) async {
        let id = self.channel.id
        let account = self.account ?? .default
        let inbox = ChannelInbox(
            channel: id,
            receive: { message in await gateway.receive(message) },
            report: { account, state in gateway.channels.note(state, id, account: account) }
        )
        var failures = 0
        while !Task.isCancelled {
            if !self.power.isOn {
                gateway.channels.note(ChannelAccountState(.stopped), id, account: account)
                await self.power.wait(until: true)
                failures = 0
                continue
            }
            gateway.channels.noteStart(id, account: account, isRestart: failures > 0)
            let reason = await self.runUntilSwitchedOff(inbox)
            if Task.isCancelled { break }
            guard let reason else { continue }
            failures += 1
            let pause = Self.pause(after: failures)
            gateway.channels.note(ChannelAccountState(.failed, error: reason), id, account: account)
            gateway.logger.warn(
                "channel.failed",
                [
                    "channel": .string(id.rawValue), "account": .string(account.rawValue), "error": .string(reason),
                    "retry_ms": .int(pause.wholeMilliseconds),
                ]
            )
            await self.rest(pause)
        }
    }

    /// Runs the channel once; returns why it ended, `nil` when it was switched off.
    private func runUntilSwitchedOff(_ inbox: ChannelInbox) async -> String? {
        let (channel, account) = (self.channel, self.account)
        let power = self.power
        return await withTaskGroup(of: String?.self) { group in
            group.addTask {
                do {
                    if let account, let channel = channel as? any AccountServing {
                        try await channel.run(account, inbox)
                    } else {
                        try await channel.run(inbox)
                    }
                    return "the channel ended by itself"
                } catch {
                    return "\(error)"
                }
            }
            group.addTask {
                await power.wait(until: false)
                return nil
            }
            let reason = await group.next() ?? nil
            group.cancelAll()
            return reason
        }
    }

    /// Waits before the next attempt, unless it is switched off.
    private func rest(_ pause: Duration) async {
        let clock = self.clock
        let power = self.power
        await withTaskGroup(of: Void.self) { group in
            group.addTask { do { try await clock.sleep(for: pause) } catch { return } }
            group.addTask { await power.wait(until: false) }
            await group.next()
            group.cancelAll()
        }
    }

    /// The pause after so many failures: 1 s, doubled each time, 60 s at most.
    static func pause(after failures: Int) -> Duration { min(.seconds(1) * (1 << min(max(failures - 1, 0), 6)), .seconds(60)) }
}
