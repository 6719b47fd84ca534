// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `exec.approval.*`: asking a person before a program runs (PROTOCOL 2.11).
    static let execApprovalMethods: [Method] = [
        .asynchronous("exec.approval.request", .scopes(.approvals)) { call in try await call.gateway.requestApproval(call) },
        .asynchronous("exec.approval.waitDecision", .scopes(.approvals)) { call in
            let id = try call.parameters(["id"]).requiredString("id", maximumLength: 128)
            return .value(try await call.gateway.waitForApproval(id).answer)
        },
        .asynchronous("exec.approval.resolve", .scopes(.approvals)) { call in try await call.gateway.resolveApproval(call) },
        .immediate("exec.approval.list", .scopes(.approvals)) { call throws(MethodError) in
            _ = try call.parameters([])
            let now = call.gateway.now()
            let pending = call.gateway.approvals.withApprovals { $0.pending(at: now) }
            return .value(.array(pending.map { .object($0.json) }))
        },
        .immediate("exec.approval.get", .scopes(.approvals)) { call throws(MethodError) in
            let id = try call.parameters(["id"]).requiredString("id", maximumLength: 128)
            let now = call.gateway.now()
            let pending = call.gateway.approvals.withApprovals { $0.pending(at: now) }
            guard let approval = pending.first(where: { $0.id == id }) else {
                throw ExecApprovalsError(.notFound, "unknown or expired approval id").methodError
            }
            var answer = approval.request
            answer["id"] = .string(id)
            answer["commandText"] = .string(approval.command.text)
            answer["createdAtMs"] = .int(approval.createdAt.milliseconds)
            answer["expiresAtMs"] = .int(approval.expiresAt.milliseconds)
            return .value(.object(answer))
        },
    ]

    private static let requestKeys: Set<String> = [
        "id", "command", "commandArgv", "systemRunPlan", "env", "cwd", "nodeId", "host", "security", "ask", "agentId", "resolvedPath",
        "sessionKey", "turnSourceChannel", "turnSourceTo", "turnSourceAccountId", "turnSourceThreadId", "timeoutMs", "twoPhase",
    ]

    private func requestApproval(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(Self.requestKeys)
        let now = self.now()
        let timeout = Duration.milliseconds(try parameters.int("timeoutMs", in: 1...3_600_000) ?? 120_000)
        let node = try parameters.string("nodeId", maximumLength: 256).map { NodeID(rawValue: $0) }
        let host = try parameters.string("host", maximumLength: 32) ?? (node == nil ? "gateway" : "node")
        guard host != ExecApproval.toolHost else { throw parameters.error("host", "must be gateway or node; tools ask by themselves") }
        guard host != "node" || node != nil else { throw MethodError.invalid("nodeId is required for host=node") }
        let approval = ExecApproval(
            id: try self.approvalID(parameters),
            command: try Self.approvedCommand(parameters),
            nodeID: node,
            host: host,
            plan: parameters.has("systemRunPlan") ? parameters.object["systemRunPlan"] : nil,
            requester: .init(client: call.client.id, device: call.client.deviceID),
            createdAt: now,
            expiresAt: now + timeout
        )
        do throws(ExecApprovalsError) {
            try self.approvals.withApprovals { approvals throws(ExecApprovalsError) in try approvals.ask(approval, now: now) }
        } catch {
            throw error.methodError
        }
        do throws(ExecApprovalsError) {
            try await self.recordQuestion(approval)
        } catch {
            self.approvals.withApprovals { $0.withdraw(approval.id) }
            throw error.methodError
        }
        self.logger.info("exec.approval.requested", ["approval_id": .string(approval.id), "node_id": .string(node?.rawValue ?? "")])
        self.publishApproval("exec.approval.requested", approval.json)
        if try parameters.bool("twoPhase") == true {
            call.reply(
                .value([
                    "status": "accepted", "id": .string(approval.id), "createdAtMs": .int(approval.createdAt.milliseconds),
                    "expiresAtMs": .int(approval.expiresAt.milliseconds),
                ])
            )
        }
        return .value(try await self.waitForApproval(approval.id).answer)
    }

    private func approvalID(_ parameters: MethodParameters) throws(MethodError) -> String {
        guard let id = try parameters.string("id", maximumLength: 128), !id.isEmpty else { return self.nodes.identifier() }
        guard id.utf8.allSatisfy({ ($0 | 0x20 >= 97 && $0 | 0x20 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 45 || $0 == 95 }) else {
            throw parameters.error("id", "must have letters, digits, - and _ only")
        }
        return id
    }

    /// The command of a request: of the node's plan if there is one, else of the parameters. Where both say something, they must agree.
    private static func approvedCommand(_ parameters: MethodParameters) throws(MethodError) -> ExecCommand {
        let plan = parameters.object["systemRunPlan"].flatMap { $0.isNull ? nil : $0 }
        var arguments = try parameters.strings("commandArgv", maximumCount: ExecCommand.maximumArguments)
        if let plan {
            guard let planned = plan["argv"]?.arrayValue?.compactMap(\.stringValue), planned.count == plan["argv"]?.arrayValue?.count else {
                throw parameters.error("systemRunPlan", "must have argv, an array of strings")
            }
            guard arguments == nil || arguments == planned else { throw parameters.error("commandArgv", "must be that of systemRunPlan") }
            arguments = planned
        }
        guard let arguments else {
            throw parameters.error("commandArgv", "is required: a person approves exact arguments, never a line of text")
        }
        var environment: [String: String] = [:]
        if parameters.has("env") {
            guard let object = parameters.object["env"]?.objectValue else { throw parameters.error("env", "must be an object of strings") }
            for (name, value) in object {
                guard let text = value.stringValue else { throw parameters.error("env.\(name)", "must be a string") }
                environment[name] = text
            }
        }
        var digests: [String: String] = [:]
        for (path, digest) in plan?["files"]?.objectValue ?? [:] { digests[path] = digest.stringValue }
        let resolvedPath = try parameters.string("resolvedPath", maximumLength: 4_096)
        let agentID = try parameters.string("agentId", maximumLength: 64)
        let sessionKey = try parameters.string("sessionKey", maximumLength: SessionKey.maximumLength)
        return ExecCommand(
            arguments: arguments,
            workingDirectory: try parameters.string("cwd", maximumLength: 4_096) ?? plan?["cwd"]?.stringValue,
            environment: environment,
            resolvedPath: plan?["resolvedPath"]?.stringValue ?? resolvedPath,
            fileDigests: digests,
            agentID: agentID ?? plan?["agentId"]?.stringValue,
            sessionKey: sessionKey ?? plan?["sessionKey"]?.stringValue
        )
    }

    private func waitForApproval(_ id: String) async throws -> ExecApproval {
        do throws(ExecApprovalsError) {
            return try await self.approvals.wait(id, clock: self.configuration.clock, wallClock: self.configuration.wallClock)
        } catch {
            throw error.methodError
        }
    }

    private func resolveApproval(_ call: MethodCall) async throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["id", "decision"])
        let id = try parameters.requiredString("id", maximumLength: 128)
        guard let decision = ExecDecision(rawValue: try parameters.requiredString("decision", maximumLength: 32)) else {
            throw parameters.error("decision", "must be one of \(ExecDecision.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let now = self.now()
        let person = DisplayText.plain(call.client.info.displayName ?? call.client.info.id, maximumLength: 128)
        let approval: ExecApproval
        do throws(ExecApprovalsError) {
            approval = try self.approvals.withApprovals { approvals throws(ExecApprovalsError) in
                try approvals.decide(id, decision, by: person, now: now)
            }
        } catch {
            throw error.methodError
        }
        do throws(ExecApprovalsError) {
            try await self.recordDecision(approval)
        } catch {
            self.approvals.withApprovals { $0.takeBack(approval.id) }
            throw error.methodError
        }
        self.logger.info(
            "exec.approval.resolved",
            ["approval_id": .string(approval.id), "decision": .string(decision.rawValue), "by": .string(person)]
        )
        self.publishApproval(
            "exec.approval.resolved",
            [
                "id": .string(approval.id), "decision": .string(decision.rawValue), "resolvedBy": .string(person),
                "ts": .int(now.milliseconds), "request": .object(approval.request),
            ]
        )
        self.approvals.ended(approval)
        return .value(["ok": true])
    }

    func publishApproval(_ name: String, _ payload: JSONObject) {
        self.events.publish(PublishedEvent(name: name, access: .scopes(.approvals)) { writer in writer.value(.object(payload)) })
    }
}
