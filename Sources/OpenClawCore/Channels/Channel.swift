// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A way in and out: a chat platform, a socket, a folder, anything that carries messages between people and agents.
///
/// Two requirements make a channel: ``run(_:)`` receives, ``send(_:)`` delivers. Everything else a platform can do is a
/// capability protocol beside this one (``TypingIndicating``, ``MessageEditing``, ``Reacting``, ``Polling``, ``MediaSending``,
/// ``ReceiptReconciling``, ``SigningOut``, ``WebhookReceiving``), discovered by conformance.
///
/// Prove an adapter with `ChannelConformance` of OpenClawTesting.
public protocol Channel: Sendable {
    /// The channel's name, unique in a gateway.
    var id: ChannelID { get }

    /// Receives messages and hands each to the inbox until the task is cancelled.
    ///
    /// Acknowledge a message to the platform only after the inbox answered ``Admission/accepted(_:)`` or ``Admission/duplicate(_:)``.
    /// An error thrown from here makes the gateway start the channel again after a growing pause.
    func run(_ inbox: ChannelInbox) async throws

    /// Sends one message and returns the platform's receipt.
    func send(_ message: OutboundMessage) async throws(ChannelSendError) -> SendReceipt
}
