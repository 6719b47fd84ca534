// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawWire

/// `/api/tasks`: the task queue over HTTP (SPEC T3, Docs/Tasks.md).
struct TasksEndpoint: Sendable {
    let gateway: Gateway
    let caller: HTTPCaller

    /// The largest request, in bytes.
    static let maximumBody = 2 << 20

    /// `POST /api/tasks`: hands a task in; with `"async": false` the answer is the task as it ended.
    func submit(_ body: [UInt8], idempotencyKey: String?) async -> HTTPServerResponse {
        do {
            var object = try Self.object(body)
            var waits = false
            switch object.removeValue(forKey: "async") {
            case nil, .null: break
            case .bool(let isAsync): waits = !isAsync
            default: throw HTTPProblem.invalid("async must be true or false", parameter: "async")
            }
            if let idempotencyKey, object["idempotencyKey"] == nil { object["idempotencyKey"] = .string(idempotencyKey) }
            let request = try TaskRequest(json: object)
            try self.gateway.check(request, scopes: self.caller.scopes)
            switch await self.gateway.tasks.submit(request) {
            case .accepted(let tasks, let isRepeated):
                guard let task = tasks.first else { throw HTTPProblem(.internalServerError, "internal", "the task is not there") }
                if !waits { return Self.answer(task, isRepeated || task.status.isEnd ? .ok : .accepted) }
                if task.status.isEnd { return Self.answer(task, .ok) }
                guard let end = await self.gateway.tasks.wait(for: task.id) else {
                    throw HTTPProblem(
                        .serviceUnavailable,
                        "unavailable",
                        "The gateway is stopping. The task \(task.id) is recorded and goes on after the start; ask for it at /api/tasks/\(task.id).",
                        code: "stopping",
                        retryAfterSeconds: 5
                    )
                }
                return Self.answer(end, .ok)
            case .deferred(let wait, let reason):
                throw HTTPProblem(
                    .tooManyRequests,
                    "deferred",
                    reason,
                    code: "deferred",
                    retryAfterSeconds: max(1, Int((wait.wholeMilliseconds + 999) / 1_000))
                )
            case .rejected(let error): throw error
            }
        } catch let error as TaskError {
            return HTTPProblem(error).response
        } catch let problem as HTTPProblem {
            return problem.response
        } catch {
            return HTTPProblem(.internalServerError, "internal", "\(error)").response
        }
    }

    /// `GET /api/tasks?status=…&priority=…&workspace=…&agentId=…&sessionKey=…&tag=…&limit=…&cursor=…`: tasks, the newest first.
    func list(_ query: String?) -> HTTPServerResponse {
        do throws(HTTPProblem) {
            var filter = TaskFilter()
            var limit = 100
            var cursor: UInt64?
            for pair in (query ?? "").split(separator: "&") {
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, let name = Self.decoded(parts[0]), let value = Self.decoded(parts[1]), !value.isEmpty else {
                    throw HTTPProblem.invalid("A filter is written name=value, percent-encoded.", parameter: String(parts[0].prefix(64)))
                }
                switch name {
                case "status":
                    for word in value.split(separator: ",") {
                        guard let status = TaskStatus(rawValue: String(word)) else {
                            let names = TaskStatus.allCases.map(\.rawValue).joined(separator: ", ")
                            throw HTTPProblem.invalid("status must be one or, with commas, several of \(names)", parameter: name)
                        }
                        filter.statuses.insert(status)
                    }
                case "priority":
                    guard let priority = TaskPriority(name: value) else {
                        throw HTTPProblem.invalid("priority must be control, human, scheduled or background", parameter: name)
                    }
                    filter.priority = priority
                case "workspace": filter.workspace = value
                case "agentId": filter.agentID = AgentID(value)
                case "sessionKey": filter.sessionKey = self.gateway.router.canonicalKey(value)
                case "tag": filter.tag = value
                case "limit":
                    guard let number = Int(value), (1...500).contains(number) else {
                        throw HTTPProblem.invalid("limit must be a number from 1 to 500", parameter: name)
                    }
                    limit = number
                case "cursor":
                    guard let number = UInt64(value) else {
                        throw HTTPProblem.invalid("cursor must be nextCursor of an answer", parameter: name)
                    }
                    cursor = number
                default:
                    throw HTTPProblem.invalid(
                        "There is no filter \"\(DisplayText.plain(name, maximumLength: 64))\"; there are status, priority, workspace, agentId, sessionKey, tag, limit and cursor.",
                        parameter: name
                    )
                }
            }
            let page = self.gateway.tasks.page(filter, cursor: cursor, limit: limit + 1)
            let counts = self.gateway.tasks.counts
            var answer: JSONObject = [
                "tasks": .array(page.prefix(limit).map(\.json)), "queued": JSONValue(counts.queued), "running": JSONValue(counts.running),
            ]
            if page.count > limit { answer["nextCursor"] = .string("\(TaskService.cursor(behind: page[limit - 1]))") }
            return Self.json(.object(answer), .ok)
        } catch {
            return error.response
        }
    }

    /// `GET /api/tasks/{id}`.
    func get(_ id: String) async -> HTTPServerResponse {
        guard let task = await self.gateway.tasks.find(id) else { return Self.unknown(id) }
        return Self.answer(task, .ok)
    }

    /// `DELETE /api/tasks/{id}`: ends a task that has not ended.
    func cancel(_ id: String) async -> HTTPServerResponse {
        guard let (task, isCancelled) = await self.gateway.tasks.cancel(id, reason: "cancelled over HTTP") else {
            guard let task = await self.gateway.tasks.find(id) else { return Self.unknown(id) }
            return Self.hasEnded(task)
        }
        return isCancelled ? Self.answer(task, .ok) : Self.hasEnded(task)
    }

    private static func hasEnded(_ task: TaskSnapshot) -> HTTPServerResponse {
        HTTPProblem(
            .conflict,
            "conflict",
            "The task has ended already: \(task.status.rawValue). Nothing was changed.",
            code: "already_ended"
        ).response
    }

    private static func unknown(_ id: String) -> HTTPServerResponse {
        HTTPProblem(
            .notFound,
            "not_found",
            "There is no task \"\(DisplayText.plain(id, maximumLength: 128))\"; it never was, or it ended long ago. GET /api/tasks lists those that are known.",
            code: "unknown_task"
        ).response
    }

    private static func object(_ body: [UInt8]) throws(HTTPProblem) -> JSONObject {
        do {
            if let object = try JSONValue(parsing: body).objectValue { return object }
        } catch {
            throw HTTPProblem.invalid("The body is no JSON: \(error).")
        }
        throw HTTPProblem.invalid("The body must be a JSON object such as {\"task\": \"sum up the news\"}.")
    }

    private static func answer(_ task: TaskSnapshot, _ status: HTTPStatus) -> HTTPServerResponse {
        var response = Self.json(task.json, status)
        if status == .accepted { response.fields.set(.location, "/api/tasks/\(task.id)") }
        return response
    }

    private static func json(_ value: JSONValue, _ status: HTTPStatus) -> HTTPServerResponse {
        HTTPServerResponse(status: status, fields: StandardResponses.fields("application/json; charset=utf-8"), body: value.serialized())
    }

    /// A part of a query without its percent signs.
    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == 0x25 else {
                bytes.append(byte == 0x2B ? 0x20 : byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
