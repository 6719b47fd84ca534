// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Hands each event to every subscriber, in the order in which it was published by one task.
public final class EventHub: Sendable {
    private let subscribers = Mutex<[any EventSubscriber]>([])
    private let published: Counter

    init(published: Counter) { self.published = published }

    /// Adds a subscriber.
    public func add(_ subscriber: any EventSubscriber) { self.subscribers.withLock { $0.append(subscriber) } }

    /// Removes a subscriber.
    public func remove(_ subscriber: any EventSubscriber) {
        self.subscribers.withLock { $0.removeAll { $0 === subscriber } }
    }

    /// Whether there is anybody to publish to. Those who publish often ask before they make an event.
    var hasSubscribers: Bool { self.subscribers.withLock { !$0.isEmpty } }

    /// Hands an event to every subscriber.
    public func publish(_ event: PublishedEvent) {
        let subscribers = self.subscribers.withLock { $0 }
        for subscriber in subscribers { subscriber.publish(event) }
        self.published.increment()
    }
}
