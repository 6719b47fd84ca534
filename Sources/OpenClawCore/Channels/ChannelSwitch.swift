// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Whether a channel is to run; who waits for a change is told.
final class ChannelSwitch: Sendable {
    private let state = Mutex((isOn: true, waiting: [Mailbox<Void>]()))

    init() {}

    /// Whether the channel is to run.
    var isOn: Bool { self.state.withLock { $0.isOn } }

    /// Switches it; returns whether that changed anything.
    func set(_ isOn: Bool) -> Bool {
        let waiting = self.state.withLock { state -> [Mailbox<Void>]? in
            guard state.isOn != isOn else { return nil }
            state.isOn = isOn
            defer { state.waiting = [] }
            return state.waiting
        }
        for mailbox in waiting ?? [] { mailbox.close() }
        return waiting != nil
    }

    /// Waits until it is switched so, or the task is cancelled.
    func wait(until isOn: Bool) async {
        while !Task.isCancelled {
            let mailbox = self.state.withLock { state -> Mailbox<Void>? in
                guard state.isOn != isOn else { return nil }
                let mailbox = Mailbox<Void>(capacity: 1)
                state.waiting.append(mailbox)
                return mailbox
            }
            guard let mailbox else { return }
            _ = await mailbox.next()
            self.state.withLock { state in state.waiting.removeAll { $0 === mailbox } }
        }
    }
}
