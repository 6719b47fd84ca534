// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `tasks.*`: the task queue (PROTOCOL 2.1; Docs/Tasks.md).
    static let taskMethods: [Method] = [
        .immediate("tasks.list", .scopes(.read)) { call throws(MethodError) in try call.gateway.listTasks(call) },
        .asynchronous("tasks.get", .scopes(.read)) { call in
            let id = try call.parameters(["taskId"]).requiredString("taskId", maximumLength: 128)
            guard let task = await call.gateway.tasks.find(id) else { throw Gateway.unknownTask(id) }
            return .value(["task": task.summary])
        },
        .asynchronous("tasks.wait", .scopes(.read)) { call in try await call.gateway.waitForTask(call) },
        .asynchronous("tasks.submit", .scopes(.write)) { call in try await call.gateway.submitTasks(call) },
        .asynchronous("tasks.cancel", .scopes(.write)) { call in try await call.gateway.cancelTask(call) },
    ]

    static func unknownTask(_ id: String) -> MethodError {
        .invalid(
            "there is no task \"\(DisplayText.plain(id, maximumLength: 128))\"; tasks.list shows those that are known",
            details: ["code": "NOT_FOUND"]
        )
    }

    /// Refuses what a caller with these scopes may not have done by a task.
    package func check(_ request: TaskRequest, scopes: ScopeSet) throws(TaskError) {
        if request.priority == .control, !scopes.satisfies(.admin) {
            throw TaskError(.forbidden, "the priority control needs operator.admin; use human", field: "priority")
        }
        if let command = request.command, NodeCommandPolicy.adminCommands.contains(command), !scopes.satisfies(.admin) {
            throw TaskError(.forbidden, "\(command) needs operator.admin", field: "command")
        }
    }

    private func listTasks(_ call: MethodCall) throws(MethodError) -> MethodResult {
        let parameters = try call.parameters([
            "status", "agentId", "sessionKey", "workspace", "priority", "tag", "metadata", "limit", "cursor",
        ])
        var filter = TaskFilter()
        filter.statuses = try parameters.taskStatuses()
        filter.agentID = try parameters.string("agentId", maximumLength: 64).map { AgentID($0) }
        filter.sessionKey = try parameters.sessionKey("sessionKey", router: self.router)
        filter.workspace = try parameters.string("workspace", maximumLength: 200)
        filter.tag = try parameters.string("tag", maximumLength: 128)
        if let name = try parameters.string("priority", maximumLength: 32) {
            guard let priority = TaskPriority(name: name) else {
                throw parameters.error("priority", "must be control, human, scheduled or background")
            }
            filter.priority = priority
        }
        guard !parameters.has("metadata") else {
            throw parameters.error("metadata", "is no filter of this gateway; use tag, workspace or priority")
        }
        let limit = try parameters.int("limit", in: 1...500) ?? 100
        var cursor: UInt64?
        if let text = try parameters.string("cursor", maximumLength: 32) {
            guard let number = UInt64(text) else { throw parameters.error("cursor", "must be nextCursor of an answer") }
            cursor = number
        }
        let page = self.tasks.page(filter, cursor: cursor, limit: limit + 1)
        var answer: JSONObject = ["tasks": .array(page.prefix(limit).map(\.summary))]
        if page.count > limit { answer["nextCursor"] = .string("\(TaskService.cursor(behind: page[limit - 1]))") }
        return .value(.object(answer))
    }

    private func waitForTask(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(["taskId", "timeoutMs"])
        let id = try parameters.requiredString("taskId", maximumLength: 128)
        let timeout = Duration.milliseconds(try parameters.int("timeoutMs", in: 0...3_600_000) ?? 30_000)
        guard let known = await self.tasks.find(id) else { throw Self.unknownTask(id) }
        let clock = self.configuration.clock
        var ended: TaskSnapshot?
        if !known.status.isEnd {
            ended = await withTaskGroup(of: TaskSnapshot?.self) { group in
                group.addTask { await self.tasks.wait(for: id) }
                group.addTask {
                    try? await clock.sleep(for: timeout)  // Being woken early is what cancellation is for.
                    return nil
                }
                let first = await group.next() ?? nil
                group.cancelAll()
                return first
            }
        }
        let task = ended ?? self.tasks.task(id) ?? known
        return .value(["ended": .bool(task.status.isEnd), "task": task.json])
    }

    private func submitTasks(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(TaskRequest.fields.union(["tasks"]))
        let isBatch = parameters.has("tasks")
        var requests: [TaskRequest] = []
        do throws(TaskError) {
            if isBatch {
                guard parameters.object.count == 1, let items = parameters.object["tasks"]?.arrayValue else {
                    throw TaskError(.invalid, "tasks must be a list of tasks, alone", field: "tasks")
                }
                for (index, item) in items.enumerated() {
                    let request = try TaskError.at(index) { () throws(TaskError) in
                        guard let object = item.objectValue else { throw TaskError(.invalid, "a task must be an object") }
                        return try TaskRequest(json: object)
                    }
                    requests.append(request)
                }
            } else {
                requests = [try TaskRequest(json: parameters.object)]
            }
            for (index, request) in requests.enumerated() {
                try TaskError.at(index) { () throws(TaskError) in try self.check(request, scopes: call.client.scopes) }
            }
        } catch {
            throw (isBatch ? error.ofBatch : error).methodError
        }
        switch await self.tasks.submit(requests) {
        case .accepted(let tasks, let isRepeated):
            var answer: JSONObject = ["accepted": true, "repeated": .bool(isRepeated)]
            if isBatch { answer["tasks"] = .array(tasks.map(\.summary)) } else { answer["task"] = tasks.first?.summary }
            return .value(.object(answer))
        case .deferred(let wait, let reason):
            throw MethodError.unavailable(reason, retryAfterMilliseconds: Int(wait.wholeMilliseconds))
        case .rejected(let error): throw (isBatch ? error.ofBatch : error).methodError
        }
    }

    private func cancelTask(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(["taskId", "reason"])
        let id = try parameters.requiredString("taskId", maximumLength: 128)
        let reason = try parameters.string("reason", maximumLength: 500) ?? "cancelled by an operator"
        guard let (task, isCancelled) = await self.tasks.cancel(id, reason: reason) else {
            return .value(["found": false, "cancelled": false, "reason": "there is no such task"])
        }
        var answer: JSONObject = ["found": true, "cancelled": .bool(isCancelled), "task": task.summary]
        if !isCancelled { answer["reason"] = .string("it has ended: \(task.status.rawValue)") }
        return .value(.object(answer))
    }
}

extension MethodParameters {
    /// The parameter `status`: one status or a list of them.
    func taskStatuses() throws(MethodError) -> Set<TaskStatus> {
        guard self.has("status"), let value = self.object["status"] else { return [] }
        var found: Set<TaskStatus> = []
        for item in value.arrayValue ?? [value] {
            guard let status = item.stringValue.flatMap({ TaskStatus(rawValue: $0) }) else {
                throw self.error("status", "must be one or a list of \(TaskStatus.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            found.insert(status)
        }
        return found
    }
}
