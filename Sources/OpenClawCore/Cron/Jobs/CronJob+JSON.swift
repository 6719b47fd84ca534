// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension CronJob {
    static let fields: Set<String> = [
        "agentId", "name", "description", "enabled", "deleteAfterRun", "schedule", "sessionTarget", "sessionKey", "wakeMode", "payload",
        "delivery", "misfire", "overlap", "failureAlert",
    ]
    /// What a stored job has beside those.
    private static let storedFields: Set<String> = ["id", "createdAtMs", "updatedAtMs", "configRevision", "state"]

    /// Makes a job from what a client asks for.
    init(id: String, adding object: JSONObject, now: Timestamp) throws(CronError) {
        try Self.check(object, Self.fields)
        try self.init(id: id, object, createdAt: now, updatedAt: now, revision: 1, now: now)
    }

    /// Reads a stored job.
    init(stored object: JSONObject, now: Timestamp) throws(CronError) {
        var object = object
        let foreign = CronForeignFields(takenFrom: &object)
        try Self.check(object, Self.fields.union(Self.storedFields))
        guard let id = object["id"]?.stringValue, Self.isIdentifier(id) else {
            throw CronError(.invalid, "id must be a text of 1 to 128 visible ASCII characters without \"/\"; give the job one")
        }
        let created = object["createdAtMs"]?.intValue.map { Timestamp(milliseconds: $0) } ?? now
        try self.init(
            id: id,
            object,
            createdAt: created,
            updatedAt: object["updatedAtMs"]?.intValue.map { Timestamp(milliseconds: $0) } ?? created,
            revision: Int(object["configRevision"]?.intValue ?? 1),
            now: now
        )
        self.foreign = foreign
    }

    /// The job with the fields of a patch in place of its own; `null` takes a field away.
    func applying(_ patch: JSONObject, now: Timestamp) throws(CronError) -> CronJob {
        try Self.check(patch, Self.fields)
        guard var object = self.json.objectValue else { return self }
        for (key, value) in patch {
            // Parts of a payload or a delivery may be given alone, when the kind stays.
            if key == "payload" || key == "delivery", let old = object[key]?.objectValue, let new = value.objectValue,
                new["kind"].map({ $0 == old["kind"] }) ?? true, !Self.changesToOrFromWebhook(old, new)
            {
                var merged = old
                for (name, part) in new { if part.isNull { merged.removeValue(forKey: name) } else { merged[name] = part } }
                object[key] = .object(merged)
            } else if value.isNull {
                object.removeValue(forKey: key)
            } else {
                object[key] = value
            }
        }
        var job = try CronJob(id: self.id, object, createdAt: self.createdAt, updatedAt: now, revision: self.revision + 1, now: now)
        job.foreign = self.foreign
        return job
    }

    /// Whether a delivery goes elsewhere altogether: nothing of a conversation is of use for a web hook.
    private static func changesToOrFromWebhook(_ old: JSONObject, _ new: JSONObject) -> Bool {
        guard let mode = new["mode"], mode != old["mode"] else { return false }
        return mode == "webhook" || old["mode"] == "webhook"
    }

    private static func check(_ object: JSONObject, _ known: Set<String>) throws(CronError) {
        for (key, value) in object where !known.contains(key) && !value.isNull {
            throw CronError(.invalid, "a job has no field \"\(key.prefix(64))\" in this version; leave it out")
        }
    }

    private static func isIdentifier(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count) && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x2F }
    }

    private init(
        id: String,
        _ object: JSONObject,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        revision: Int,
        now: Timestamp
    ) throws(CronError) {
        guard let schedule = object["schedule"] else { throw CronError(.invalid, "schedule is missing: {kind, …}") }
        guard let payload = object["payload"] else { throw CronError(.invalid, "payload is missing: {kind, …}") }
        self.id = id
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.revision = revision
        self.schedule = try CronSchedule(json: schedule, now: now)
        self.payload = try CronPayload(json: payload)
        self.name = try Self.text(object, "name", maximum: 200) ?? self.schedule.kind
        self.description = try Self.text(object, "description", maximum: 2_000)
        self.agentID = try Self.text(object, "agentId", maximum: 64).map { AgentID($0) }
        self.isEnabled = try Self.flag(object, "enabled") ?? true
        self.deletesAfterRun = try Self.flag(object, "deleteAfterRun") ?? false
        let wakeMode = try Self.text(object, "wakeMode", maximum: 32) ?? "now"
        guard ["now", "next-heartbeat"].contains(wakeMode) else { throw CronError(.invalid, "wakeMode must be now or next-heartbeat") }
        self.wakeMode = wakeMode
        var isTurn = false
        if case .agentTurn = self.payload { isTurn = true }
        let sessionKey = try Self.text(object, "sessionKey", maximum: SessionKey.maximumLength)
        switch try Self.text(object, "sessionTarget", maximum: SessionKey.maximumLength + 8) {
        case nil: self.target = isTurn ? .isolated : .main
        case "current":
            guard let sessionKey else { throw CronError(.invalid, "sessionTarget current needs sessionKey; or write session:KEY") }
            self.target = try CronTarget(text: "session:\(sessionKey)")
        case .some(let text): self.target = try CronTarget(text: text)
        }
        if !isTurn, self.target != .main { throw CronError(.invalid, "a systemEvent goes to sessionTarget main; use agentTurn for others") }
        if isTurn, self.target == .main {
            throw CronError(.invalid, "an agentTurn goes to sessionTarget isolated or session:KEY, not to main")
        }
        self.delivery =
            if let delivery = object["delivery"], !delivery.isNull {
                try CronDelivery(json: delivery)
            } else {
                self.target == .isolated
                    ? CronDelivery(mode: .announce, channel: "last", isBestEffort: true) : CronDelivery(mode: .none)
            }
        self.misfire =
            if let misfire = object["misfire"], !misfire.isNull { try CronMisfirePolicy(json: misfire) } else { nil }
        self.failureAlert = if let alert = object["failureAlert"], !alert.isNull { try CronJobAlert(json: alert) } else { nil }
        guard let overlap = CronOverlapPolicy(rawValue: try Self.text(object, "overlap", maximum: 16) ?? "forbid") else {
            throw CronError(.invalid, "overlap must be forbid, allow or replace")
        }
        if overlap == .allow, self.target != .isolated {
            throw CronError(.invalid, "overlap allow needs sessionTarget isolated: one session does one turn at a time")
        }
        self.overlap = overlap
    }

    private static func text(_ object: JSONObject, _ name: String, maximum: Int) throws(CronError) -> String? {
        guard let value = object[name], !value.isNull else { return nil }
        guard let text = value.stringValue, (1...maximum).contains(text.utf8.count),
            text.unicodeScalars.allSatisfy({ $0.value >= 0x20 || $0 == "\n" || $0 == "\t" })
        else { throw CronError(.invalid, "\(name) must be a text of 1 to \(maximum) bytes without control characters") }
        return text
    }

    private static func flag(_ object: JSONObject, _ name: String) throws(CronError) -> Bool? {
        guard let value = object[name], !value.isNull else { return nil }
        guard let flag = value.boolValue else { throw CronError(.invalid, "\(name) must be true or false") }
        return flag
    }

    /// What people set, as the protocol writes it.
    var json: JSONValue {
        var object: JSONObject = ["id": .string(self.id)]
        if let agentID { object["agentId"] = .string(agentID.rawValue) }
        object["name"] = .string(self.name)
        if let description { object["description"] = .string(description) }
        object["enabled"] = .bool(self.isEnabled)
        object["deleteAfterRun"] = .bool(self.deletesAfterRun)
        object["createdAtMs"] = .int(self.createdAt.milliseconds)
        object["updatedAtMs"] = .int(self.updatedAt.milliseconds)
        object["configRevision"] = JSONValue(self.revision)
        object["schedule"] = self.schedule.json
        object["sessionTarget"] = .string(self.target.text)
        object["wakeMode"] = .string(self.wakeMode)
        object["payload"] = self.payload.json
        object["delivery"] = self.delivery.json
        if let misfire { object["misfire"] = misfire.json }
        object["overlap"] = .string(self.overlap.rawValue)
        if let failureAlert { object["failureAlert"] = failureAlert.json }
        return .object(object)
    }
}
