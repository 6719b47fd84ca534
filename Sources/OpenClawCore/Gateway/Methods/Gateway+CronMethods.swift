// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `cron.*`: scheduled jobs (PROTOCOL 2.9, 7.3).
    static let cronMethods: [Method] = [
        .asynchronous("cron.list", .scopes(.read)) { call in try await call.gateway.listCron(call) },
        .asynchronous("cron.get", .scopes(.read)) { call in
            let id = try call.parameters(["id", "jobId"]).cronJob()
            return .value(
                try await call.gateway.cronResult { cron throws(CronError) in
                    try await cron.read { s, _ throws(CronError) in try s.entry(id).json }
                }
            )
        },
        .asynchronous("cron.status", .scopes(.read)) { call in try await call.gateway.cronStatus(call) },
        .asynchronous("cron.runs", .scopes(.read)) { call in try await call.gateway.cronRuns(call) },
        .asynchronous("cron.add", .scopes(.admin)) { call in try await call.gateway.addCron(call) },
        .asynchronous("cron.update", .scopes(.admin)) { call in try await call.gateway.updateCron(call) },
        .asynchronous("cron.remove", .scopes(.admin)) { call in try await call.gateway.removeCron(call) },
        .asynchronous("cron.run", .scopes(.admin)) { call in try await call.gateway.runCron(call) },
    ]

    private func cronResult<Value: Sendable>(
        _ body: (CronService) async throws(CronError) -> Value
    ) async throws(MethodError) -> Value {
        do throws(CronError) {
            return try await body(self.cron)
        } catch {
            switch error.code {
            case .storage, .unavailable, .edited: throw .unavailable(error.message, retryAfterMilliseconds: 5_000)
            default: throw .invalid(error.message, details: ["code": .string(error.code.rawValue.uppercased())])
            }
        }
    }

    private func addCron(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(CronJob.fields.union(["job"]))
        var object = parameters.object
        if parameters.has("job") {
            guard object.count == 1, let job = object["job"]?.objectValue else { throw parameters.error("job", "must be an object, alone") }
            object = job
        }
        let fields = object
        let id = self.configuration.identifiers.uuid()
        let executor = self.configuration.blockingExecutor
        return .value(
            try await self.cronResult { cron throws(CronError) in
                let job = try CronJob(id: id, adding: fields, now: self.now())
                try self.check(job)
                let zone = try await cron.rules(of: job.schedule.zone, on: executor)
                return try await cron.change { scheduler, now throws(CronError) in
                    let actions = try scheduler.add(job, zone: zone, now: now)
                    return (try scheduler.entry(id).json, actions)
                }
            }
        )
    }

    /// Refuses a job for an agent there is not, or for a web hook that cannot be reached.
    private func check(_ job: CronJob) throws(CronError) {
        if job.delivery.mode == .webhook { try self.checkWebhook(job.delivery.to) }
        if job.failureAlert != nil, let rule = job.alertRule(self.cron.configuration.failureAlerts) {
            let delivery = job.alertDelivery(rule)
            if delivery.mode == .webhook, delivery.to == nil {
                throw CronError(.invalid, "failureAlert.to is missing: the URL of the web hook")
            }
            if delivery.mode == .webhook { try self.checkWebhook(delivery.to) }
        }
        if let agent = job.agentID, self.agentsByID[agent] == nil {
            throw CronError(.invalid, "there is no agent \"\(agent)\"; agents.list shows those that exist")
        }
        if case .session(let key) = job.target, let agent = key.agentID, self.agentsByID[agent] == nil {
            throw CronError(
                .invalid,
                "sessionTarget: the session \"\(key)\" belongs to an agent there is not; agents.list shows those that exist"
            )
        }
    }

    private func updateCron(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(["id", "jobId", "patch", "expectedConfigRevision"])
        let id = try parameters.cronJob()
        guard let patch = parameters.object["patch"]?.objectValue else { throw parameters.error("patch", "is required: an object") }
        let revision = try parameters.int("expectedConfigRevision", in: 1...Int(Int32.max))
        let executor = self.configuration.blockingExecutor
        return .value(
            try await self.cronResult { cron throws(CronError) in
                let old = try await cron.read { scheduler, _ throws(CronError) in try scheduler.entry(id).job }
                let new = try old.applying(patch, now: self.now())
                try self.check(new)
                let zone = try await cron.rules(of: new.schedule.zone, on: executor)
                return try await cron.change { scheduler, now throws(CronError) in
                    // The zone was read for this revision: another one may name another zone.
                    let actions = try scheduler.update(id, patch, expecting: revision ?? old.revision, zone: zone, now: now)
                    return (try scheduler.entry(id).json, actions)
                }
            }
        )
    }

    private func removeCron(_ call: MethodCall) async throws -> MethodResult {
        let id = try call.parameters(["id", "jobId"]).cronJob()
        let isRemoved = try await self.cronResult { cron throws(CronError) in
            try await cron.change { scheduler, _ throws(CronError) in
                guard scheduler.entries[id] != nil else { return (false, []) }
                let actions = try scheduler.remove(id)
                return (true, actions)
            }
        }
        return .object { writer in
            writer.field("ok", true)
            writer.field("removed", isRemoved)
        }
    }

    private func runCron(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(["id", "jobId", "mode"])
        let id = try parameters.cronJob()
        let mode = try parameters.string("mode", maximumLength: 16) ?? "force"
        guard mode == "force" || mode == "due" else { throw parameters.error("mode", "must be due or force") }
        let token = self.configuration.identifiers.uuid()
        let request = try await self.cronResult { cron throws(CronError) in
            try await cron.change { scheduler, now throws(CronError) in
                let (request, actions) = try scheduler.runNow(id, onlyWhenDue: mode == "due", token: token, now: now)
                return (request, actions)
            }
        }
        return .object { writer in
            writer.field("ok", true)
            switch request {
            case .begun(let runID):
                writer.field("enqueued", true)
                writer.field("ran", true)
                writer.field("runId", runID)
            case .notDue, .running, .busy:
                writer.field("enqueued", false)
                writer.field("ran", false)
                writer.field("reason", request == .notDue ? "not-due" : request == .running ? "already-running" : "busy")
            }
        }
    }

    private func cronStatus(_ call: MethodCall) async throws -> MethodResult {
        _ = try call.parameters([])
        let scheduler = try await self.cronResult { cron throws(CronError) in try await cron.read { scheduler, _ in scheduler } }
        return .object { writer in
            writer.field("enabled", self.cron.configuration.isEnabled)
            writer.field("storePath", self.cron.store.location)
            writer.field("jobs", scheduler.entries.count)
            writer.field("running", scheduler.runningCount)
            writer.field("timeZone", self.cron.configuration.timeZone)
            Self.writeUnreadable(of: scheduler, to: &writer)
            if let edits = scheduler.rejectedEdits { writer.field("editsNotUnderstood", edits.json) }
            if self.cron.configuration.isEnabled { writer.fieldIfPresent("nextWakeAtMs", scheduler.nextWake?.milliseconds) }
        }
    }
}

extension MethodParameters {
    /// The parameter `id` or `jobId`.
    func cronJob() throws(MethodError) -> String {
        if let id = try self.string("id", maximumLength: 128), !id.isEmpty { return id }
        return try self.requiredString("jobId", maximumLength: 128)
    }
}
