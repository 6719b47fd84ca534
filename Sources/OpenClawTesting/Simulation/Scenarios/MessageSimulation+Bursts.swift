// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// People write several short messages in a row.
///
/// - What was accepted is answered once: alone, or together with others of its sender.
/// - A sender's messages stand in the transcript in the order in which they were accepted.
extension MessageSimulation {
    /// Lets people write bursts, with a command or a reply now and then.
    func scheduleBursts() {
        var number = 1
        while number <= self.plan.messages {
            let (group, sender) = ("g\(self.world.draw(1...self.plan.groups))", self.world.pick(["alice", "bob"]))
            var time = self.world.draw(0...35_000)
            for _ in 0..<self.world.draw(1...5) where number <= self.plan.messages {
                var update = SimulatedPlatform.Update(number: number, group: group, text: "m\(number)", sender: sender)
                if self.world.chance(10) { update.text = "/m\(number)" } else if self.world.chance(10) { update.isReply = true }
                self.world.after(time) { [platform, update] in platform.write(update) }
                time += self.world.draw(0...self.plan.debounce * 3 / 2)
                number += 1
            }
        }
    }

    /// The histories of messages that shared a turn tell the same story, and the platform has one answer for all of them.
    func checkShared(_ ledger: FileLedger) async throws {
        var received: Set<String> = []
        var unsure: Set<String> = []
        for number in 1...self.plan.messages {
            let name = SimulatedPlatform.event(number)
            let history = try await ledger.history(of: Self.identity(number))
            guard let end = history.last(where: { $0.kind.name == "completed" }), case .completed(let status, _, _) = end.kind else {
                continue
            }
            var target: String?
            for record in history {
                if case .intent(_, _, let payload) = record.kind { target = try JSONValue(parsing: payload)["replyTo"]?.stringValue }
            }
            if let target {
                let isReceived = history.contains { $0.kind.name == "receipt" }
                if !isReceived {
                    unsure.insert(target)
                } else if !received.insert(target).inserted {
                    self.world.fail("\(target) has two receipts")
                }
            }
            let prefix = "answered together with "
            if let reason = end.reason, reason.hasPrefix(prefix) {
                if target != nil { self.world.fail("\(name) has an answer of its own and one together with others") }
                let leader = String(reason.dropFirst(prefix.count).split(separator: "/").last ?? "")
                let story = try await ledger.history(of: MessageID(channel: SimulatedPlatform.channel, event: leader))
                guard case .completed(let other, _, _)? = story.last(where: { $0.kind.name == "completed" })?.kind, other == status else {
                    self.world.fail("\(name) ended as \(status) with \(leader), which did not")
                    continue
                }
            } else if status == "ok", target == nil, end.reason?.contains("to it and others") != true {
                self.world.fail("\(name) has ended well without an answer")
            }
        }
        for number in 1...self.plan.messages {
            let name = SimulatedPlatform.event(number)
            let count = self.platform.replyCount(number)
            if received.contains(name), count != 1 { self.world.fail("\(name) has a receipt, and the platform \(count) answers") }
            if count > 0, !received.contains(name), !unsure.contains(name) {
                self.world.fail("\(name) was answered, and the ledger does not know of it")
            }
        }
    }

    /// Every message is covered by one answer at most, and the order of a sender's messages is kept.
    func checkBursts(_ sessions: FileSessionStore, _ ledger: FileLedger, inOrder: Bool) async throws {
        for group in 1...self.plan.groups {
            let key = SessionKey("agent:main:chat:group:g\(group)")
            guard let session = try await sessions.load(key, window: SessionWindow(limit: 1_000, maximumBytes: 1 << 24)) else { continue }
            var covered: [String: Int] = [:]
            var newest: [String: LedgerPosition] = [:]
            for entry in session.entries {
                guard case .message(let message) = entry.kind else { continue }
                if message.role == .assistant {
                    // An answer has the name of the message it belongs to, but for the first letter.
                    covered["u" + entry.id.dropFirst(), default: 0] += 1
                    for id in message.extra["answers"]?.arrayValue ?? [] { covered[id.stringValue ?? "", default: 0] += 1 }
                }
                guard inOrder, message.role == .user, let sender = message.extra["from"]?.stringValue,
                    let number = Int(message.text.drop { !$0.isNumber }),
                    let place = try await ledger.entry(of: Self.identity(number))?.position
                else { continue }
                if let before = newest[sender], before > place {
                    self.world.fail("\(message.text) stands behind later messages of \(sender)")
                }
                newest[sender] = place
            }
            for entry in session.entries {
                guard case .message(let message) = entry.kind, message.role == .user, let number = Int(message.text.drop { !$0.isNumber })
                else {
                    continue
                }
                let count = covered[entry.id] ?? 0
                let status = try await ledger.entry(of: Self.identity(number))?.completion?.status
                if count > 1 { self.world.fail("\(message.text) was answered \(count) times") }
                if status == "ok", count != 1 { self.world.fail("\(message.text) ended well, and the transcript has no answer") }
            }
        }
    }
}
