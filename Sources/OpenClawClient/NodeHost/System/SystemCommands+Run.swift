// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet

extension SystemCommands {
    private static let runKeys: Set<String> = [
        "command", "rawCommand", "cwd", "env", "timeoutMs", "agentId", "sessionKey", "runId", "needsScreenRecording", "approved",
        "approvalDecision", "systemRunPlan",
    ]

    /// `system.run.prepare`: what a person is to approve, to the last file.
    func prepare(_ call: NodeInvocation) async throws(NodeError) -> JSONValue {
        let params = try CommandParams(call, known: Self.runKeys)
        let command = try await self.examine(params)
        var plan: JSONObject = [
            "argv": .array(command.arguments.map { .string($0) }), "cwd": .string(command.workingDirectory ?? self.workingDirectory),
            "commandText": .string(command.text), "resolvedPath": .string(command.resolvedPath ?? ""),
            "files": .object(JSONObject(command.fileDigests.sorted { $0.key < $1.key }.map { (key: $0.key, value: .string($0.value)) })),
        ]
        if let agent = command.agentID { plan["agentId"] = .string(agent) }
        if let session = command.sessionKey { plan["sessionKey"] = .string(session) }
        let judgement = try await self.judge(command, decision: nil)
        let words: (String, JSONValue) =
            switch judgement {
            case .allow: ("allow", .null)
            case .ask: ("ask", .null)
            case .deny(let reason): ("deny", .string(reason))
            }
        return ["plan": .object(plan), "decision": .string(words.0), "reason": words.1]
    }

    /// `system.run`.
    func run(_ call: NodeInvocation) async throws(NodeError) -> JSONValue {
        let params = try CommandParams(call, known: Self.runKeys)
        if try params.bool("needsScreenRecording") { throw NodeError(.unsupported, "this node has no screen to record") }
        let command = try await self.examine(params)
        try self.checkPlan(params.object["systemRunPlan"], command)
        var decision: ExecDecision?
        if try params.bool("approved") {
            decision = try params.text("approvalDecision").flatMap { ExecDecision(rawValue: $0) } ?? .allowOnce
        }
        switch try await self.judge(command, decision: decision) {
        case .allow: break
        case .ask:
            throw NodeError(
                .runDenied,
                "SYSTEM_RUN_DENIED: approval required; ask with exec.approval.request and call again with approvalId"
            )
        case .deny(let reason): throw NodeError(.runDenied, "SYSTEM_RUN_DENIED: \(reason)")
        }
        if decision == .allowAlways { try await self.remember(command) }
        guard let path = command.resolvedPath else { throw NodeError(.failed, "the program was not found") }
        let asked = try params.integer("timeoutMs", in: 1...86_400_000).map { Duration.milliseconds($0) } ?? call.timeout
        let request = ProcessRequest(
            path: path,
            arguments: command.arguments,
            workingDirectory: command.workingDirectory ?? self.workingDirectory,
            environment: ExecEnvironment.make(from: self.environment, setting: command.environment),
            timeout: min(asked, self.limits.timeout),
            outputLimit: self.limits.outputBytes
        )
        let progress = call.progress
        let outcome = try await self.start(request) { progress.report(String(decoding: $0, as: UTF8.self)) }
        if outcome.cancelled { throw NodeError(.cancelled, "the program was ended because nobody waits for it any more") }
        return [
            "exitCode": outcome.exitCode.map { .int(Int64($0)) } ?? .null, "signal": outcome.signal.map { .int(Int64($0)) } ?? .null,
            "timedOut": .bool(outcome.timedOut), "success": .bool(outcome.exitCode == 0 && !outcome.timedOut),
            "stdout": .string(String(decoding: outcome.output, as: UTF8.self)),
            "stderr": .string(String(decoding: outcome.errorOutput, as: UTF8.self)), "truncated": .bool(outcome.isTruncated),
        ]
    }

    /// Reads a command from parameters and looks which files it stands for.
    private func examine(_ params: CommandParams) async throws(NodeError) -> ExecCommand {
        guard let arguments = try params.texts("command", maximum: ExecCommand.maximumArguments), let program = arguments.first else {
            throw NodeError(.invalidParams, "command is a list: the program and its arguments")
        }
        if let raw = try params.text("rawCommand", maximum: ExecCommand.maximumBytes) {
            let isSame = raw == arguments.joined(separator: " ") || (arguments.count == 3 && arguments[2] == raw)
            guard isSame else { throw NodeError(.invalidParams, "rawCommand is not what command says; leave it away") }
        }
        var environment: [String: String] = [:]
        if let value = params.object["env"], !value.isNull {
            guard let object = value.objectValue else { throw NodeError(.invalidParams, "env is an object of texts") }
            for (name, value) in object {
                guard let text = value.stringValue else { throw NodeError(.invalidParams, "env.\(name) is a text") }
                environment[name] = text
            }
        }
        let directory = try params.text("cwd")
        if let directory, !directory.hasPrefix("/") { throw NodeError(.invalidParams, "cwd is an absolute path") }
        var command = ExecCommand(
            arguments: arguments,
            workingDirectory: directory,
            environment: environment,
            agentID: try params.text("agentId"),
            sessionKey: try params.text("sessionKey")
        )
        if let complaint = command.complaint { throw NodeError(.runDenied, "SYSTEM_RUN_DENIED: \(complaint)") }
        let (finder, limits, fallback) = (self.finder, self.limits, self.workingDirectory)
        let fixed = command
        let found = await self.pool.run { Self.look(fixed, program, finder, limits, fallback) }
        guard let found else {
            throw NodeError(
                .failed,
                "\(DisplayText.plain(program, maximumLength: 256)) is not a program on this node, or \(DisplayText.plain(directory ?? fallback)) is no directory"
            )
        }
        command.resolvedPath = found.path
        command.fileDigests = found.digests
        command.chain = found.chain
        return command
    }

    private static func look(
        _ command: ExecCommand,
        _ program: String,
        _ finder: ProgramFinder,
        _ limits: Limits,
        _ fallback: String
    ) -> (path: String, digests: [String: String], chain: [ExecCommand])? {
        let directory = command.workingDirectory ?? fallback
        guard ProgramFinder.isDirectory(directory), let file = finder.find(program, from: directory),
            let path = ProgramFinder.canonical(file)
        else { return nil }
        var digests: [String: String] = [:]
        var known = command
        known.resolvedPath = path
        guard known.runsOthers else { return (path, digests, []) }
        for argument in command.arguments.dropFirst() where digests.count < 8 && !argument.hasPrefix("-") {
            let script = argument.hasPrefix("/") ? argument : "\(directory)/\(argument)"
            guard let canonical = ProgramFinder.canonical(script), ProgramFinder.isFile(canonical),
                let bytes = try? PlatformFileSystem().contents(of: canonical, maximumBytes: limits.scriptBytes)  // What cannot be read cannot be bound.
            else { continue }
            digests[canonical] = OpenSSLCryptoProvider().sha256(bytes).map { byte in
                let text = String(byte, radix: 16)
                return text.count == 1 ? "0" + text : text
            }.joined()
        }
        // A search path with relative directories could make the shell find other files than those that are looked at here.
        let chain = finder.isAbsolute ? known.segments { finder.find($0, from: directory).flatMap(ProgramFinder.canonical) } ?? [] : []
        return (path, digests, chain)
    }

    /// The files must be those that were approved.
    private func checkPlan(_ plan: JSONValue?, _ command: ExecCommand) throws(NodeError) {
        guard let plan, !plan.isNull else { return }
        if let path = plan["resolvedPath"]?.stringValue, path != command.resolvedPath {
            throw NodeError(.runDenied, "SYSTEM_RUN_DENIED: the program is another file than the one that was approved")
        }
        for (path, digest) in plan["files"]?.objectValue ?? [:] where command.fileDigests[path] != digest.stringValue {
            throw NodeError(.runDenied, "SYSTEM_RUN_DENIED: \(DisplayText.plain(path)) has changed since it was approved")
        }
    }

    private func judge(_ command: ExecCommand, decision: ExecDecision?) async throws(NodeError) -> ExecJudgement {
        let store = self.approvals
        let file: ExecApprovalsFile
        do throws(ExecApprovalsError) {
            file = try await self.pool.run { () throws(ExecApprovalsError) in try store.load().file }
        } catch {
            throw NodeError(.runDenied, "SYSTEM_RUN_DENIED: \(error.message)")
        }
        return file.policy(for: command.agentID).judge(
            command,
            allowlist: file.allowlist(for: command.agentID),
            decision: decision,
            home: self.environment["HOME"]
        )
    }

    private func remember(_ command: ExecCommand) async throws(NodeError) {
        guard let entry = ExecAllowlistEntry(always: command, id: UUIDGenerator().uuid()) else { return }
        let store = self.approvals
        _ = try await self.onDisk { () throws(ExecApprovalsError) in
            try store.change { file throws(ExecApprovalsError) in
                guard file.add(entry, for: command.agentID) else {
                    throw ExecApprovalsError(.full, "the allowlist is full; remove lines first")
                }
            }
        }
    }
}
