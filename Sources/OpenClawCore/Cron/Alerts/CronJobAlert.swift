// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a job says about alerts.
enum CronJobAlert: Sendable, Hashable {
    /// It raises none.
    case off
    /// It raises them, with these parts in place of the gateway's.
    case parts(after: Int?, cooldown: Duration?, mode: CronFailureAlerts.Mode?, channel: String?, to: String?, accountID: String?)

    static let fields: Set<String> = ["after", "cooldownMs", "mode", "channel", "to", "accountId"]

    /// Reads `false` or `{after?, cooldownMs?, mode?, channel?, to?, accountId?}`.
    init(json value: JSONValue) throws(CronError) {
        if value.boolValue == false {
            self = .off
            return
        }
        guard let object = value.objectValue else {
            throw CronError(.invalid, "failureAlert must be false or an object {after, cooldownMs, mode, channel, to, accountId}")
        }
        for (key, value) in object where !value.isNull && !Self.fields.contains(key) {
            throw CronError(.invalid, "failureAlert.\(key.prefix(64)) does not exist in this version; leave it out")
        }
        func text(_ name: String) throws(CronError) -> String? {
            guard let value = object[name], !value.isNull else { return nil }
            guard let text = value.stringValue, (1...CronDelivery.longestURL).contains(text.utf8.count) else {
                throw CronError(.invalid, "failureAlert.\(name) must be a text of 1 to \(CronDelivery.longestURL) bytes")
            }
            return text
        }
        var after: Int?
        if let value = object["after"], !value.isNull {
            guard let number = value.intValue, (1...1_000).contains(number) else {
                throw CronError(.invalid, "failureAlert.after must be 1 to 1000")
            }
            after = Int(number)
        }
        let mode = try text("mode")
        guard mode == nil || mode.flatMap(CronFailureAlerts.Mode.init(rawValue:)) != nil else {
            throw CronError(.invalid, "failureAlert.mode must be announce or webhook")
        }
        self = .parts(
            after: after,
            cooldown: try Self.cooldown(object["cooldownMs"]),
            mode: mode.flatMap(CronFailureAlerts.Mode.init(rawValue:)),
            channel: try text("channel"),
            to: try text("to"),
            accountID: try text("accountId")
        )
    }

    private static func cooldown(_ value: JSONValue?) throws(CronError) -> Duration? {
        guard let value, !value.isNull else { return nil }
        var duration = value.intValue.map { Duration.milliseconds($0) }
        if let text = value.stringValue { duration = try? Duration(parsing: text) }  // What is wrong is said below.
        guard let duration, (.zero ... .seconds(366 * 86_400)).contains(duration) else {
            throw CronError(.invalid, "failureAlert.cooldownMs must be milliseconds or a time such as 1h, at most a year")
        }
        return duration
    }

    var json: JSONValue {
        guard case .parts(let after, let cooldown, let mode, let channel, let to, let accountID) = self else { return false }
        var object: JSONObject = [:]
        if let after { object["after"] = JSONValue(after) }
        if let cooldown { object["cooldownMs"] = .int(cooldown.wholeMilliseconds) }
        if let mode { object["mode"] = .string(mode.rawValue) }
        if let channel { object["channel"] = .string(channel) }
        if let to { object["to"] = .string(to) }
        if let accountID { object["accountId"] = .string(accountID) }
        return .object(object)
    }
}
