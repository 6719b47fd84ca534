// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Prints what is known about jobs.
struct CronReport: Sendable {
    let invocation: Invocation

    init(_ invocation: Invocation) { self.invocation = invocation }

    private var now: Int64 { SystemWallClock().now().milliseconds }

    func json(_ value: JSONValue) {
        self.invocation.host.console.json(value)
    }

    func done(_ words: String, _ answer: JSONValue) {
        if self.invocation.wantsJSON { self.json(answer) } else { self.invocation.host.console.line(PairingReport.clean(words)) }
    }

    func jobs(_ jobs: [JSONValue], _ answer: JSONValue) {
        if self.invocation.wantsJSON {
            var object: JSONObject = ["jobs": .array(jobs), "total": JSONValue(jobs.count)]
            for name in ["notUnderstood", "notUnderstoodJobs"] { if let value = answer[name] { object[name] = value } }
            return self.json(.object(object))
        }
        let console = self.invocation.host.console
        defer { self.notUnderstood(answer) }
        if jobs.isEmpty, answer["notUnderstood"] == nil {
            return console.line("no jobs; add one: openclaw cron add --every 30m \"Look for new mail\"")
        }
        for job in jobs {
            let id = job["id"]?.stringValue ?? ""
            let name = PairingReport.clean(job["name"]?.stringValue ?? "")
            let when = job["enabled"]?.boolValue == false ? "off" : self.until(job["state"]?["nextRunAtMs"]?.intValue)
            var words =
                "\(console.style.dim(String(id.prefix(8))))  \(name)  \(PairingReport.clean(Self.schedule(job["schedule"])))  \(when)"
            if let status = job["state"]?["lastRunStatus"]?.stringValue {
                words += "  last \(status == "ok" ? console.style.good("ok") : console.style.warning(status))"
            }
            console.line(words)
            if let error = job["state"]?["lastError"]?.stringValue { console.line("          \(PairingReport.clean(error))") }
        }
    }

    /// Tells which stored jobs do not run, and why.
    private func notUnderstood(_ answer: JSONValue) {
        guard let count = answer["notUnderstood"]?.intValue else { return }
        let console = self.invocation.host.console
        let jobs = answer["notUnderstoodJobs"]?.arrayValue ?? []
        for job in jobs {
            let id = job["id"]?.stringValue ?? "number \(job["position"]?.intValue ?? 0)"
            let name = job["name"]?.stringValue.map { "  \($0)" } ?? ""
            console.line(
                "\(console.style.dim(PairingReport.clean(id)))\(PairingReport.clean(name))  \(console.style.warning("not understood"))"
            )
            console.line("          \(PairingReport.clean(job["reason"]?.stringValue ?? ""))")
        }
        if count > jobs.count { console.line("and \(count - Int64(jobs.count)) more that are not understood") }
        console.line("what is not understood does not run and stays in the file (openclaw cron status says where);")
        console.line("correct it there, which a running gateway takes up within seconds, or add the job anew: openclaw cron add --help")
    }

    func runs(_ answer: JSONValue) {
        if self.invocation.wantsJSON { return self.json(answer) }
        let console = self.invocation.host.console
        let entries = answer["entries"]?.arrayValue ?? []
        if entries.isEmpty { return console.line("nothing has run yet") }
        for entry in entries {
            let status = entry["status"]?.stringValue ?? ""
            let time = Timestamp(milliseconds: entry["ts"]?.intValue ?? 0).description
            let words = entry["error"]?.stringValue ?? entry["summary"]?.stringValue ?? ""
            let line = words.split(separator: "\n").first.map { String($0.prefix(100)) } ?? ""
            console.line(
                "\(console.style.dim(time))  \(status == "ok" ? console.style.good(status) : console.style.warning(status))  "
                    + "\(PairingReport.clean(entry["jobName"]?.stringValue ?? ""))  \(PairingReport.clean(line))"
            )
        }
    }

    func status(_ answer: JSONValue) {
        if self.invocation.wantsJSON { return self.json(answer) }
        let console = self.invocation.host.console
        let isEnabled = answer["enabled"]?.boolValue == true
        console.line(
            "  jobs      \(answer["jobs"]?.intValue ?? 0), \(isEnabled ? console.style.good("running") : console.style.warning("switched off"))"
        )
        console.line("  next      \(self.until(answer["nextWakeAtMs"]?.intValue))")
        console.line("  zone      \(answer["timeZone"]?.stringValue ?? "")")
        console.line("  kept in   \(answer["storePath"]?.stringValue ?? "")")
        if let reason = answer["editsNotUnderstood"]?["reason"]?.stringValue {
            console.line("  \(console.style.warning("edits"))     \(PairingReport.clean(reason))")
        }
        self.notUnderstood(answer)
    }

    private func until(_ milliseconds: Int64?) -> String {
        guard let milliseconds else { return "never" }
        return milliseconds <= self.now ? "due" : "in \(Wording.duration(milliseconds: milliseconds - self.now))"
    }

    private static func schedule(_ schedule: JSONValue?) -> String {
        switch schedule?["kind"]?.stringValue {
        case "at": "at \(schedule?["at"]?.stringValue ?? "")"
        case "every": "every \(Duration.milliseconds(schedule?["everyMs"]?.intValue ?? 0).compactText)"
        default: (schedule?["expr"]?.stringValue ?? "") + (schedule?["tz"]?.stringValue.map { " \($0)" } ?? "")
        }
    }
}
