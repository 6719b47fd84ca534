// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

extension CronJobs {
    /// Refuses flags about answers and alerts that do not go together.
    static func checkDelivery(_ invocation: Invocation) throws(CommandFailure) {
        if invocation.has("--webhook"), let flag = ["--channel", "--to"].first(where: invocation.has) {
            throw CommandFailure.usage("\(flag) does not go with --webhook: the end of a run is posted to the URL")
        }
        let parts = ["--failure-alert", "--failure-alert-after", "--failure-alert-cooldown", "--failure-alert-channel", "--failure-alert-to"]
        if invocation.has("--no-failure-alert"), let flag = parts.first(where: invocation.has) {
            throw CommandFailure.usage("\(flag) does not go with --no-failure-alert")
        }
        if invocation.has("--failure-alert-channel"), !invocation.has("--failure-alert-to") {
            throw CommandFailure.usage("--failure-alert-channel needs --failure-alert-to: the conversation")
        }
        _ = try self.cooldown(invocation)
    }

    /// Where the answer goes; `nil` when no flag says so.
    static func delivery(_ invocation: Invocation, _ old: JSONValue?) throws(CommandFailure) -> JSONValue? {
        if let url = invocation.text("--webhook") { return ["mode": "webhook", "to": .string(url)] }
        guard invocation.has("--to") || invocation.has("--channel") else { return nil }
        // Nothing of a web hook is of use for a conversation.
        let old = old?["mode"]?.stringValue == "webhook" ? nil : old
        guard let to = invocation.text("--to") ?? old?["to"]?.stringValue else {
            throw CommandFailure.usage("--channel needs --to: the conversation")
        }
        let channel = invocation.text("--channel") ?? old?["channel"]?.stringValue ?? "last"
        var delivery: JSONObject = ["mode": "announce", "channel": .string(channel), "to": .string(to)]
        // A thread belongs to its conversation.
        if old?["threadId"] != nil, old?["to"]?.stringValue != to { delivery["threadId"] = .null }
        return .object(delivery)
    }

    /// What the job says about alerts; `nil` when no flag says so.
    static func failureAlert(_ invocation: Invocation, _ old: JSONValue?) throws(CommandFailure) -> JSONValue? {
        if invocation.has("--no-failure-alert") { return false }
        var parts = old?.objectValue ?? [:]
        var isNamed = invocation.has("--failure-alert")
        func set(_ name: String, _ value: JSONValue?) {
            guard let value else { return }
            isNamed = true
            parts[name] = value
        }
        set("after", invocation.integer("--failure-alert-after").map { JSONValue($0) })
        set("cooldownMs", try self.cooldown(invocation).map { .int($0) })
        if let to = invocation.text("--failure-alert-to") {
            let isWebhook = to.hasPrefix("https://") || to.hasPrefix("http://")
            for name in ["channel", "accountId"] { parts[name] = nil }
            set("to", .string(to))
            set("mode", isWebhook ? "webhook" : "announce")
            set("channel", invocation.text("--failure-alert-channel").map { .string($0) })
        }
        return isNamed ? .object(parts) : nil
    }

    /// The milliseconds of `--failure-alert-cooldown`.
    private static func cooldown(_ invocation: Invocation) throws(CommandFailure) -> Int64? {
        guard let text = invocation.text("--failure-alert-cooldown") else { return nil }
        guard !text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) || text == "0" else {
            throw CommandFailure.usage("--failure-alert-cooldown \(text) has no unit; write for instance 1h or 30m")
        }
        do throws(QuantityError) {
            return try Duration(parsing: text).wholeMilliseconds
        } catch {
            throw CommandFailure.usage("--failure-alert-cooldown: \(error.message)")
        }
    }
}
