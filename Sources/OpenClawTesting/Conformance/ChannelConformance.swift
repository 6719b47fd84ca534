// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// What every `Channel` promises, as cases that run against any adapter and its platform.
///
/// ```swift
/// @Test(arguments: ChannelConformance.cases)
/// func keepsItsPromises(_ promise: ConformanceCase<ChannelFixture>) async throws {
///     try await promise.run {
///         let platform = FakePlatform()
///         return ChannelFixture(channel: MyChannel(platform), peer: …, deliver: …, sent: …)
///     }
/// }
/// ```
public enum ChannelConformance {
    /// All cases.
    public static let cases: [ConformanceCase<ChannelFixture>] = Self.running + Self.receiving + Self.sending

    /// Runs all cases and returns the promises that were not kept.
    public static func run(makeFixture: @Sendable () async throws -> ChannelFixture) async -> [ConformanceFailure] {
        await Self.cases.failures(makeFixture)
    }

    private static let running: [ConformanceCase<ChannelFixture>] = [
        ConformanceCase("the name is not empty and fits into session keys") { fixture, check in
            let id = fixture.channel.id.rawValue
            let isGood = !id.isEmpty && id.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A && !($0 >= 0x41 && $0 <= 0x5A) }
            try check.expect(isGood, "\"\(id)\" has spaces, colons, capitals or characters that are not ASCII")
        },
        ConformanceCase("a cancelled channel stops, and can run again") { fixture, check in
            for round in 0..<2 {
                try await Self.whileRunning(fixture, InboxRecorder(fixture.channel.id)) { inbox in
                    try await fixture.deliver("round-\(round)", "hello")
                    try await inbox.waitForMessages(1)
                }
            }
        },
    ]

    private static let receiving: [ConformanceCase<ChannelFixture>] = [
        ConformanceCase("a message reaches the inbox with its words, its conversation and an identity") { fixture, check in
            let inbox = InboxRecorder(fixture.channel.id)
            try await Self.whileRunning(fixture, inbox) { inbox in
                try await fixture.deliver("event-1", "Grüße, 世界 👋🏽")
                try await inbox.waitForMessages(1)
            }
            let message = try check.some(inbox.messages.first, "the message")
            try check.equal(message.text, "Grüße, 世界 👋🏽", "the words")
            try check.equal(message.peer, fixture.peer, "the conversation")
            try check.equal(message.id.channel, fixture.channel.id, "the identity's channel")
            try check.expect(!message.id.event.isEmpty, "the identity has no event")
            try check.expect(!message.senderID.isEmpty, "the message has no author")
        },
        ConformanceCase("different events have different identities, in the order of the platform") { fixture, check in
            let inbox = InboxRecorder(fixture.channel.id)
            try await Self.whileRunning(fixture, inbox) { inbox in
                for number in 0..<5 { try await fixture.deliver("event-\(number)", "message \(number)") }
                try await inbox.waitForMessages(5)
            }
            try check.equal(Set(inbox.messages.map(\.id)).count, 5, "the number of identities")
            try check.equal(inbox.messages.map(\.text), (0..<5).map { "message \($0)" }, "the order")
        },
        ConformanceCase("an event that is delivered twice has one identity") { fixture, check in
            let inbox = InboxRecorder(fixture.channel.id)
            try await Self.whileRunning(fixture, inbox) { inbox in
                try await fixture.deliver("event-1", "once")
                try await inbox.waitForMessages(1)
                try await fixture.deliver("event-1", "once")
                // The second delivery need not reach the inbox; a third event tells that it has been dealt with.
                try await fixture.deliver("event-2", "after")
                try await inbox.waitForMessage("after")
            }
            let copies = inbox.messages.filter { $0.text == "once" }
            try check.equal(Set(copies.map(\.id)).count, 1, "the number of identities of one event")
        },
        ConformanceCase("what the gateway has not taken is not acknowledged, and is handed in again") { fixture, check in
            let inbox = InboxRecorder(fixture.channel.id, answers: [.deferred(retryAfter: .milliseconds(1), reason: "full")])
            try await Self.whileRunning(fixture, inbox) { inbox in
                try await fixture.deliver("event-1", "keep me")
                try await inbox.waitForMessages(2)
            }
            try check.equal(inbox.messages.prefix(2).map(\.text), ["keep me", "keep me"], "what was handed in")
            try check.equal(Set(inbox.messages.prefix(2).map(\.id)).count, 1, "the number of identities")
        },
    ]

    private static let sending: [ConformanceCase<ChannelFixture>] = [
        ConformanceCase("a message that was sent is at the platform, with a receipt of its own") { fixture, check in
            let inbox = InboxRecorder(fixture.channel.id)
            try await Self.whileRunning(fixture, inbox) { inbox in
                try await fixture.deliver("event-1", "hello")
                try await inbox.waitForMessages(1)
                var receipts: [SendReceipt] = []
                for number in 0..<3 {
                    receipts.append(try await fixture.channel.send(Self.message(fixture, number)))
                }
                try check.expect(receipts.allSatisfy { !$0.messageID.isEmpty }, "a receipt has no identifier")
                try check.equal(Set(receipts.map(\.messageID)).count, 3, "the number of receipts")
                try check.equal(try await fixture.sent(), (0..<3).map { "answer \($0)" }, "what the platform has")
            }
        },
        ConformanceCase("words of all kinds arrive unchanged") { fixture, check in
            let words = ["Grüße, 世界 👋🏽", "two\nlines", "<b>&amp;</b> \"quoted\" \\ *bold* _it_"]
            let inbox = InboxRecorder(fixture.channel.id)
            try await Self.whileRunning(fixture, inbox) { inbox in
                try await fixture.deliver("event-1", "hello")
                try await inbox.waitForMessages(1)
                for (number, text) in words.enumerated() {
                    var message = Self.message(fixture, number)
                    message.text = text
                    _ = try await fixture.channel.send(message)
                }
                try check.equal(try await fixture.sent(), words, "what the platform has")
            }
        },
        ConformanceCase("a channel that reconciles finds what it has sent and nothing else") { fixture, check in
            guard let channel = fixture.channel as? any ReceiptReconciling else { return }
            let inbox = InboxRecorder(fixture.channel.id)
            try await Self.whileRunning(fixture, inbox) { inbox in
                try await fixture.deliver("event-1", "hello")
                try await inbox.waitForMessages(1)
                let receipt = try await channel.send(Self.message(fixture, 0))
                try check.equal(try await channel.reconcile(Self.message(fixture, 0))?.messageID, receipt.messageID, "the receipt found")
                try check.equal(try await channel.reconcile(Self.message(fixture, 1)), nil, "the receipt of what was never sent")
            }
        },
    ]

    private static func message(_ fixture: ChannelFixture, _ number: Int) -> OutboundMessage {
        OutboundMessage(deliveryID: "delivery-\(number)", peer: fixture.peer, text: "answer \(number)")
    }

    /// Runs the channel while a closure works, then cancels it and waits for its end.
    private static func whileRunning(
        _ fixture: ChannelFixture,
        _ inbox: InboxRecorder,
        _ body: @escaping @Sendable (InboxRecorder) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await fixture.channel.run(inbox.inbox)
                } catch {
                    if !Task.isCancelled { throw error }
                }
            }
            group.addTask {
                try await body(inbox)
                throw WorkIsDone()
            }
            do {
                while try await group.next() != nil {}
            } catch is WorkIsDone {
                group.cancelAll()
                try await group.waitForAll()
            }
        }
    }

    private struct WorkIsDone: Error {}
}
