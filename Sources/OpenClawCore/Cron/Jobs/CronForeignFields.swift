// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Fields of a stored job that the classic program writes and that do nothing here (PROTOCOL 7.3): the job runs without them, and they
/// stay in the file.
///
/// Fields that decide when a job runs, what it may do or who gets the answer are not among them: a job with such a field does not run.
struct CronForeignFields: Sendable, Hashable {
    private static let namesOfJob: Set<String> = ["declarationKey", "displayName", "isolation", "owner", "sessionKey"]
    private static let namesOfPayload: Set<String> = ["bestEffortDeliver", "channel", "deliver", "fallbacks", "lightContext", "to"]
    private static let namesOfDelivery: Set<String> = ["failureDestination"]
    private static let namesBesideWebhook = Self.namesOfDelivery.union(["channel", "threadId", "accountId"])

    private var job: JSONObject = [:]
    private var payload: JSONObject = [:]
    private var delivery: JSONObject = [:]
    private var failureAlert: JSONObject = [:]

    init() {}

    /// Takes them out of a stored job. The delivery that old files have in the payload takes its place in the job.
    init(takenFrom object: inout JSONObject) {
        self.job = Self.take(Self.namesOfJob, from: &object)
        // It says which session is the current one.
        if let key = self.job["sessionKey"] { object["sessionKey"] = key }
        if var payload = object["payload"]?.objectValue {
            self.payload = Self.take(Self.namesOfPayload, from: &payload)
            object["payload"] = .object(payload)
            let isTurn = payload["kind"]?.stringValue == "agentTurn"
            if isTurn, object["delivery"]?.isNull ?? true, let delivery = self.oldDelivery { object["delivery"] = delivery }
        }
        if var delivery = object["delivery"]?.objectValue {
            let isWebhook = delivery["mode"]?.stringValue == "webhook"
            self.delivery = Self.take(isWebhook ? Self.namesBesideWebhook : Self.namesOfDelivery, from: &delivery)
            object["delivery"] = .object(delivery)
        }
        if var alert = object["failureAlert"]?.objectValue {
            self.failureAlert = Self.take(Set(alert.keys).subtracting(CronJobAlert.fields), from: &alert)
            object["failureAlert"] = .object(alert)
        }
    }

    private static func take(_ names: Set<String>, from object: inout JSONObject) -> JSONObject {
        var taken: JSONObject = [:]
        for name in names.sorted() { if let value = object.removeValue(forKey: name) { taken[name] = value } }
        return taken
    }

    /// Where the answer goes, as the first versions of the classic program wrote it; `nil` when they said nothing.
    private var oldDelivery: JSONValue? {
        let (channel, to) = (self.payload["channel"]?.stringValue, self.payload["to"]?.stringValue)
        switch self.payload["deliver"]?.boolValue {
        case false?: return ["mode": "none"]
        case nil where channel == nil && to == nil: return nil
        default: break
        }
        let isBestEffort = self.payload["bestEffortDeliver"]?.boolValue ?? (to == nil)
        var delivery: JSONObject = ["mode": "announce", "channel": .string(channel ?? "last"), "bestEffort": .bool(isBestEffort)]
        if let to { delivery["to"] = .string(to) }
        return .object(delivery)
    }

    /// The stored job with them.
    func added(to value: JSONValue) -> JSONValue {
        guard var object = value.objectValue else { return value }
        object.merge(self.job)
        for (name, fields) in [("payload", self.payload), ("delivery", self.delivery), ("failureAlert", self.failureAlert)] where !fields.isEmpty {
            guard var part = object[name]?.objectValue else { continue }
            part.merge(fields)
            object[name] = .object(part)
        }
        return .object(object)
    }
}
