// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
public import OpenClawNet

/// `system.run`, `system.run.prepare`, `system.which`, `system.notify` where there is a desktop, and `system.execApprovals.*`.
///
/// Whether a program runs is decided here, on the machine it runs on, by `exec-approvals.json`; a decision of a person comes with the call.
public struct SystemCommands: Sendable {
    /// Bounds of programs.
    public struct Limits: Sendable {
        /// The longest a program may take.
        public var timeout: Duration
        /// The most bytes of each output.
        public var outputBytes: Int
        /// The largest script whose digest is bound to an approval, in bytes.
        public var scriptBytes: Int

        /// Makes bounds.
        public init(timeout: Duration = .seconds(3_600), outputBytes: Int = 200_000, scriptBytes: Int = 16 << 20) {
            self.timeout = timeout
            self.outputBytes = outputBytes
            self.scriptBytes = scriptBytes
        }
    }

    let approvals: ExecApprovalsStore
    let environment: [String: String]
    let workingDirectory: String
    let limits: Limits
    let pool: BlockingPool
    let finder: ProgramFinder

    /// Makes the commands.
    /// - Parameters:
    ///   - approvals: The file that decides what runs.
    ///   - environment: This process's environment; programs get a small part of it.
    ///   - workingDirectory: Where programs run when the call does not say.
    ///   - pool: The threads that wait for programs; as many run at once as it has threads.
    public init(
        approvals: ExecApprovalsStore,
        environment: [String: String],
        workingDirectory: String,
        limits: Limits = Limits(),
        pool: BlockingPool
    ) {
        self.approvals = approvals
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.limits = limits
        self.pool = pool
        self.finder = ProgramFinder(environment: environment)
    }

    /// The commands.
    public var group: NodeCommandGroup {
        var handlers: [String: CommandNode.Handler] = [:]
        handlers["system.run"] = self.run
        handlers["system.run.prepare"] = self.prepare
        handlers["system.which"] = self.which
        handlers["system.execApprovals.get"] = self.getApprovals
        handlers["system.execApprovals.set"] = self.setApprovals
        if DesktopNotifier(environment: self.environment, finder: self.finder) != nil { handlers["system.notify"] = self.notify }
        return NodeCommandGroup(handlers)
    }

    private func which(_ call: NodeInvocation) async throws(NodeError) -> JSONValue {
        let bins = try CommandParams(call, known: ["bins"]).texts("bins", maximum: 256) ?? []
        var found: JSONObject = [:]
        for name in bins where !name.contains("/") {
            if let path = self.finder.find(name, from: self.workingDirectory) { found[name] = .string(path) }
        }
        return ["bins": .object(found)]
    }

    private func getApprovals(_ call: NodeInvocation) async throws(NodeError) -> JSONValue {
        _ = try CommandParams(call, known: [])
        let store = self.approvals
        return try await self.onDisk { () throws(ExecApprovalsError) in try store.load() }.json
    }

    private func setApprovals(_ call: NodeInvocation) async throws(NodeError) -> JSONValue {
        let params = try CommandParams(call, known: ["file", "baseHash"])
        guard let file = params.object["file"] else { throw NodeError(.invalidParams, "file is missing") }
        let hash = try params.text("baseHash")
        let store = self.approvals
        return try await self.onDisk { () throws(ExecApprovalsError) in try store.replace(file, baseHash: hash) }.json
    }

    private func notify(_ call: NodeInvocation) async throws(NodeError) -> JSONValue {
        guard let notifier = DesktopNotifier(environment: self.environment, finder: self.finder) else {
            throw NodeError(.unsupported, "there is no desktop")
        }
        let params = try CommandParams(call, known: ["title", "body", "sound", "priority", "delivery"])
        let request = notifier.request(
            title: DisplayText.plain(try params.text("title") ?? "OpenClaw", maximumLength: 256),
            body: DisplayText.plain(try params.text("body") ?? "", maximumLength: 2_048),
            directory: self.workingDirectory
        )
        let outcome = try await self.start(request)
        guard outcome.exitCode == 0 else { throw NodeError(.failed, "the desktop did not take the message") }
        return ["ok": true]
    }

    /// Runs a program.
    func start(_ request: ProcessRequest, onOutput: @escaping @Sendable ([UInt8]) -> Void = { _ in }) async throws(NodeError) -> ProcessOutcome {
        do throws(ProcessError) {
            return try await ProcessRunner(pool: self.pool).run(request, onOutput: onOutput)
        } catch {
            throw NodeError(.failed, error.message)
        }
    }

    /// Runs a call that waits for the disk on the pool.
    func onDisk<Value: Sendable>(_ body: @escaping @Sendable () throws(ExecApprovalsError) -> Value) async throws(NodeError) -> Value {
        do throws(ExecApprovalsError) {
            return try await self.pool.run(body)
        } catch {
            throw NodeError(error.code == .invalid ? .invalidParams : .failed, error.message)
        }
    }
}
