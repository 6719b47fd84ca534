// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where the answer of a job's run goes.
struct CronDelivery: Sendable, Hashable {
    enum Mode: String, Sendable {
        case none, announce, webhook
    }

    /// The longest URL of a web hook, in bytes.
    static let longestURL = 2_048

    var mode: Mode
    /// A channel, or `last`: where the job's session was last reached.
    var channel: String?
    /// The conversation: a platform's identifier, with `group:` or `channel:` before it where it is none with one person. Of a web hook
    /// its URL.
    var to: String?
    var threadID: String?
    var accountID: String?
    /// Whether a run counts as well when its answer could not be delivered.
    var isBestEffort: Bool

    init(
        mode: Mode,
        channel: String? = nil,
        to: String? = nil,
        threadID: String? = nil,
        accountID: String? = nil,
        isBestEffort: Bool = false
    ) {
        self.mode = mode
        self.channel = channel
        self.to = to
        self.threadID = threadID
        self.accountID = accountID
        self.isBestEffort = isBestEffort
    }

    init(json value: JSONValue) throws(CronError) {
        guard let object = value.objectValue else { throw CronError(.invalid, "delivery must be an object with mode none, announce or webhook") }
        for (key, value) in object
        where !value.isNull && !["mode", "channel", "to", "threadId", "accountId", "bestEffort"].contains(key) {
            throw CronError(.invalid, "delivery.\(key) does not exist in this version; leave it out")
        }
        guard let mode = object["mode"]?.stringValue.flatMap(Mode.init(rawValue:)) else {
            throw CronError(.invalid, "delivery.mode must be none, announce or webhook")
        }
        func short(_ name: String) throws(CronError) -> String? {
            guard let text = object[name]?.stringValue, !text.isEmpty else { return nil }
            let maximum = mode == .webhook ? Self.longestURL : 512
            guard text.utf8.count <= maximum else { throw CronError(.invalid, "delivery.\(name) has at most \(maximum) bytes") }
            return text
        }
        self.init(
            mode: mode,
            channel: try short("channel"),
            to: try short("to"),
            threadID: try short("threadId"),
            accountID: try short("accountId"),
            isBestEffort: object["bestEffort"]?.boolValue ?? false
        )
        if mode == .webhook { try self.checkWebhook() }
    }

    private func checkWebhook() throws(CronError) {
        for (name, value) in [("channel", self.channel), ("threadId", self.threadID), ("accountId", self.accountID)] where value != nil {
            throw CronError(.invalid, "delivery.\(name) does not go with mode webhook, which has its URL in delivery.to; leave it out")
        }
        let scheme = self.to?.prefix { $0 != ":" }.lowercased()
        guard scheme == "https" || scheme == "http" else {
            throw CronError(.invalid, "delivery.to must be the URL of the web hook, https://… or http://…")
        }
    }

    var json: JSONValue {
        var object: JSONObject = ["mode": .string(self.mode.rawValue)]
        if let channel { object["channel"] = .string(channel) }
        if let to { object["to"] = .string(to) }
        if let threadID { object["threadId"] = .string(threadID) }
        if let accountID { object["accountId"] = .string(accountID) }
        if self.isBestEffort { object["bestEffort"] = true }
        return .object(object)
    }
}
