// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Answers `cron.list`.
    func listCron(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters([
            "includeDisabled", "limit", "offset", "query", "enabled", "scheduleKind", "lastRunStatus", "sortBy", "sortDir", "agentId",
            "compact",
        ])
        let limit = try parameters.int("limit", in: 1...200) ?? 50
        let offset = try parameters.int("offset", in: 0...1_000_000) ?? 0
        let query = try parameters.string("query", maximumLength: 200)?.lowercased() ?? ""
        let kind = try parameters.choice("scheduleKind", ["all", "at", "every", "cron"])
        let status = try parameters.choice("lastRunStatus", ["all", "ok", "error", "skipped", "unknown"])
        let enabled = try parameters.choice("enabled", ["all", "enabled", "disabled"])
        let showsDisabled = try parameters.bool("includeDisabled") ?? false
        let agent = try parameters.string("agentId", maximumLength: 64)
        let sortBy = try parameters.choice("sortBy", ["nextRunAtMs", "updatedAtMs", "name"]) ?? "nextRunAtMs"
        let descending = try parameters.choice("sortDir", ["asc", "desc"]) == "desc"
        _ = try parameters.bool("compact")
        let scheduler = try await self.readCron()
        var found = scheduler.entries.values.filter { entry in
            switch enabled ?? (showsDisabled ? "all" : "enabled") {
            case "enabled": if !entry.job.isEnabled { return false }
            case "disabled": if entry.job.isEnabled { return false }
            default: break
            }
            if let kind, kind != "all", kind != entry.job.schedule.kind { return false }
            if let status, status != "all", status != entry.state.lastStatus?.rawValue ?? "unknown" { return false }
            if let agent, agent != (entry.job.agentID ?? self.router.defaultAgent).rawValue { return false }
            return query.isEmpty || "\(entry.job.name)\n\(entry.job.description ?? "")\n\(entry.job.id)".lowercased().contains(query)
        }
        func rank(_ entry: CronScheduler.Entry) -> (Int64, String, String) {
            switch sortBy {
            case "updatedAtMs": (entry.job.updatedAt.milliseconds, entry.job.name, entry.job.id)
            case "name": (0, entry.job.name.lowercased(), entry.job.id)
            default: (entry.due?.milliseconds ?? .max, entry.job.name, entry.job.id)
            }
        }
        found.sort { descending ? rank($0) > rank($1) : rank($0) < rank($1) }
        let page = found.dropFirst(offset).prefix(limit)
        return .object { writer in
            writer.field("jobs", .array(page.map(\.json)))
            Self.writeUnreadable(of: scheduler, to: &writer)
            Self.writePage(total: found.count, offset: offset, limit: limit, count: page.count, to: &writer)
        }
    }

    /// Answers `cron.runs`.
    func cronRuns(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters([
            "scope", "id", "jobId", "runId", "limit", "offset", "statuses", "status", "deliveryStatuses", "query", "sortDir",
        ])
        let limit = try parameters.int("limit", in: 1...200) ?? 50
        let offset = try parameters.int("offset", in: 0...1_000_000) ?? 0
        let id = parameters.has("id") || parameters.has("jobId") ? try parameters.cronJob() : nil
        let scope = try parameters.choice("scope", ["job", "all"]) ?? (id == nil ? "all" : "job")
        guard scope == "all" || id != nil else { throw parameters.error("id", "is required for scope job") }
        let runID = try parameters.string("runId", maximumLength: 256)
        let words = CronRunStatus.allCases.map(\.rawValue)
        let status = try parameters.choice("status", ["all"] + words)
        let statuses = try parameters.choices("statuses", words)
        let deliveries = try parameters.choices("deliveryStatuses", CronDeliveryStatus.allCases.map(\.rawValue))
        let query = try parameters.string("query", maximumLength: 200)?.lowercased() ?? ""
        let ascending = try parameters.choice("sortDir", ["asc", "desc"]) == "asc"
        let scheduler = try await self.readCron()
        if scope == "job", let id, scheduler.entries[id] == nil, !scheduler.log.contains(where: { $0.jobID == id }) {
            throw MethodError.invalid(
                "there is no scheduled job \"\(DisplayText.plain(id, maximumLength: 128))\", and no run of one; cron.list shows those that exist",
                details: ["code": "NOT_FOUND"]
            )
        }
        let found = scheduler.log.filter { record in
            if scope == "job", record.jobID != id { return false }
            if let runID, record.run?.id != runID { return false }
            if let status, status != "all", status != record.outcome.status.rawValue { return false }
            if let statuses, !statuses.contains(record.outcome.status.rawValue) { return false }
            if let deliveries, !deliveries.contains(record.outcome.deliveryStatus.rawValue) { return false }
            return query.isEmpty
                || "\(record.jobName)\n\(record.outcome.summary ?? "")\n\(record.outcome.error ?? "")".lowercased().contains(query)
        }
        let page = (ascending ? found : found.reversed()).dropFirst(offset).prefix(limit)
        return .object { writer in
            writer.field("entries", .array(page.map(\.json)))
            Self.writePage(total: found.count, offset: offset, limit: limit, count: page.count, to: &writer)
        }
    }

    private func readCron() async throws(MethodError) -> CronScheduler {
        do throws(CronError) {
            return try await self.cron.read { scheduler, _ in scheduler }
        } catch {
            throw .unavailable(error.message, retryAfterMilliseconds: 5_000)
        }
    }

    /// Writes which stored jobs do not run because they are not understood: their number, and the first ones with the reason.
    static func writeUnreadable(of scheduler: CronScheduler, to writer: inout JSONWriter) {
        guard !scheduler.unreadable.isEmpty else { return }
        writer.field("notUnderstood", scheduler.unreadable.count)
        writer.field("notUnderstoodJobs", .array(scheduler.unreadable.prefix(CronUnreadableJob.shown).map(\.json)))
    }

    private static func writePage(total: Int, offset: Int, limit: Int, count: Int, to writer: inout JSONWriter) {
        writer.field("total", total)
        writer.field("offset", offset)
        writer.field("limit", limit)
        writer.field("hasMore", offset + count < total)
        if offset + count < total { writer.field("nextOffset", offset + count) }
    }
}

extension MethodParameters {
    /// One of several words, or `nil` when absent.
    fileprivate func choice(_ name: String, _ words: [String]) throws(MethodError) -> String? {
        guard let word = try self.string(name, maximumLength: 64) else { return nil }
        guard words.contains(word) else { throw self.error(name, "must be one of \(words.joined(separator: ", "))") }
        return word
    }

    /// A list of such words, or `nil` when absent.
    fileprivate func choices(_ name: String, _ words: [String]) throws(MethodError) -> [String]? {
        guard let found = try self.strings(name, maximumCount: 8) else { return nil }
        guard found.allSatisfy(words.contains) else { throw self.error(name, "must be a list of \(words.joined(separator: ", "))") }
        return found
    }
}
