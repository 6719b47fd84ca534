// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Something that carries events on to clients: one per event loop of a listener, one per in-process client.
///
/// It gets every event and asks ``ClientSession/accepts(_:)`` for each of its clients.
public protocol EventSubscriber: AnyObject, Sendable {
    /// Takes an event; must not block.
    func publish(_ event: PublishedEvent)
}
