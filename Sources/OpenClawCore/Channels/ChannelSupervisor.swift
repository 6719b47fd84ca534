// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Keeps one channel running: starts it, starts it again after a growing pause when it fails, ends with the gateway.
struct ChannelSupervisor: Sendable {
    let channel: any Channel
    let clock: any Clock<Duration>

    /// Runs the channel until the task is cancelled.
    func run(_ gateway: Gateway) async {
        let id = self.channel.id
        let inbox = ChannelInbox(
            channel: id,
            receive: { message in await gateway.receive(message) },
            report: { account, state in gateway.channels.note(state, id, account: account) }
        )
        var failures = 0
        while !Task.isCancelled {
            gateway.channels.noteStart(id, isRestart: failures > 0)
            let reason: String
            do {
                try await self.channel.run(inbox)
                reason = "the channel ended by itself"
            } catch {
                reason = "\(error)"
            }
            if Task.isCancelled { break }
            failures += 1
            let pause = Self.pause(after: failures)
            gateway.channels.note(ChannelAccountState(.failed, error: reason), id, account: .default)
            gateway.logger.warn(
                "channel.failed",
                ["channel": .string(id.rawValue), "error": .string(reason), "retry_ms": .int(pause.wholeMilliseconds)]
            )
            do { try await self.clock.sleep(for: pause) } catch { break }
        }
        gateway.channels.note(ChannelAccountState(.stopped), id, account: .default)
    }

    /// The pause after so many failures: 1 s, doubled each time, 60 s at most.
    static func pause(after failures: Int) -> Duration { min(.seconds(1) * (1 << min(max(failures - 1, 0), 6)), .seconds(60)) }
}
