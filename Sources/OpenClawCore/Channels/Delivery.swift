// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// An answer on its way to a channel.
struct Delivery: Sendable {
    var channel: any Channel
    var message: OutboundMessage
    var identity: MessageID
}
