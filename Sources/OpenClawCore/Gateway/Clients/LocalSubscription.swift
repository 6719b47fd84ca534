// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The events of an in-process client, decoded as they come.
final class LocalSubscription: EventSubscriber {
    let mailbox: Mailbox<GatewayEvent>
    private let client: ClientSession
    private let sequence = Mutex(0)

    init(client: ClientSession, capacity: Int) {
        self.client = client
        self.mailbox = Mailbox(capacity: capacity, overflow: .dropOldest)
    }

    func publish(_ event: PublishedEvent) {
        guard self.client.accepts(event) else { return }
        var frame = event.frame(for: self.client)
        frame.append(UInt8(ascii: "}"))
        guard let value = try? JSONValue(parsing: frame) else { return }
        // The number and the place in the mailbox are taken together, so that numbers never run backwards.
        self.sequence.withLock { sequence in
            sequence += 1
            _ = self.mailbox.offer(GatewayEvent(name: event.name, payload: value["payload"] ?? .null, sequence: sequence))
        }
    }
}
