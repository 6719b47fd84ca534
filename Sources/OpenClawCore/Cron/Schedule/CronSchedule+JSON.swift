// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension CronSchedule {
    /// A year, the largest stagger.
    private static let year: Int64 = 366 * 86_400_000

    /// Reads `{kind:"at", at}`, `{kind:"every", everyMs, anchorMs?}` or `{kind:"cron", expr, tz?, staggerMs?}`.
    /// - Parameter now: the anchor of an interval that names none.
    init(json value: JSONValue, now: Timestamp) throws(CronError) {
        guard let object = value.objectValue else { throw CronError(.invalid, "schedule must be an object with kind at, every or cron") }
        switch object["kind"]?.stringValue {
        case "at":
            try Self.check(object, ["kind", "at", "atMs"])
            if let milliseconds = object["atMs"]?.intValue {
                self = .at(Timestamp(milliseconds: milliseconds))
                return
            }
            guard let text = object["at"]?.stringValue, let time = Timestamp(iso8601: text) else {
                throw CronError(.invalid, "schedule.at must be a time such as 2026-12-31T09:00:00Z or 2026-12-31T09:00:00+01:00")
            }
            self = .at(time)
        case "every":
            try Self.check(object, ["kind", "everyMs", "anchorMs"])
            guard let interval = object["everyMs"]?.intValue, (Self.shortestInterval...Self.year).contains(interval) else {
                throw CronError(.invalid, "schedule.everyMs must be a number of milliseconds from \(Self.shortestInterval) to one year")
            }
            let anchor = object["anchorMs"]?.intValue ?? now.milliseconds
            guard (0...(1 << 50)).contains(anchor) else { throw CronError(.invalid, "schedule.anchorMs must be milliseconds since 1970") }
            self = .every(milliseconds: interval, anchor: Timestamp(milliseconds: anchor))
        case "cron":
            try Self.check(object, ["kind", "expr", "tz", "staggerMs"])
            guard let text = object["expr"]?.stringValue else { throw CronError(.invalid, "schedule.expr is missing: a cron expression") }
            let stagger = object["staggerMs"]?.intValue
            if let stagger, !(0...Self.year).contains(stagger) {
                throw CronError(.invalid, "schedule.staggerMs must be 0 or a number of milliseconds of at most a year")
            }
            let zone = object["tz"]?.stringValue
            self = .cron(try CronExpression(text), zone: zone.flatMap { $0.isEmpty ? nil : $0 }, staggerMilliseconds: stagger)
        default:
            throw CronError(.invalid, "schedule.kind must be at, every or cron; other kinds do not exist here")
        }
    }

    private static func check(_ object: JSONObject, _ known: Set<String>) throws(CronError) {
        for (key, value) in object where !known.contains(key) && !value.isNull {
            throw CronError(.invalid, "schedule has no field \"\(key)\" for this kind")
        }
    }

    /// The schedule as the protocol writes it.
    var json: JSONValue {
        switch self {
        case .at(let time): return ["kind": "at", "at": .string(time.description)]
        case .every(let interval, let anchor): return ["kind": "every", "everyMs": .int(interval), "anchorMs": .int(anchor.milliseconds)]
        case .cron(let expression, let zone, let stagger):
            var object: JSONObject = ["kind": "cron", "expr": .string(expression.text)]
            if let zone { object["tz"] = .string(zone) }
            if let stagger { object["staggerMs"] = .int(stagger) }
            return .object(object)
        }
    }
}
