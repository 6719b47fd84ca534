// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How running programs is decided: what may run, and when a person is asked.
public struct ExecPolicy: Sendable, Hashable {
    /// What may run.
    public var security: ExecSecurity
    /// When a person is asked.
    public var ask: ExecAsk
    /// What counts when nobody answers in time.
    public var askFallback: ExecSecurity

    /// Makes a policy; by default nothing runs without a person's word.
    public init(security: ExecSecurity = .allowlist, ask: ExecAsk = .onMiss, askFallback: ExecSecurity = .deny) {
        self.security = security
        self.ask = ask
        self.askFallback = askFallback
    }

    /// The stricter of two policies in every point.
    public func stricter(_ other: ExecPolicy) -> ExecPolicy {
        let order: [ExecAsk] = [.off, .onMiss, .always]
        let mine = order.firstIndex(of: self.ask) ?? 0
        let theirs = order.firstIndex(of: other.ask) ?? 0
        return ExecPolicy(
            security: min(self.security, other.security),
            ask: mine >= theirs ? self.ask : other.ask,
            askFallback: min(self.askFallback, other.askFallback)
        )
    }

    /// Decides on a command.
    /// - Parameters:
    ///   - allowlist: the entries that count for the agent.
    ///   - decision: what a person decided on exactly this command; `nil` when nobody was asked.
    ///   - home: the home directory, for patterns that begin with `~`.
    public func judge(
        _ command: ExecCommand,
        allowlist: [ExecAllowlistEntry],
        decision: ExecDecision? = nil,
        home: String? = nil
    ) -> ExecJudgement {
        if let complaint = command.complaint { return .deny(complaint) }
        if decision == .deny { return .deny("a person has refused it") }
        let entry = allowlist.first { $0.matches(command, home: home) }
        let isListed = entry != nil || Self.needsNoLine(command, allowlist, home: home)
        switch self.security {
        case .deny: return .deny("running programs is switched off (security: deny)")
        case .full:
            if self.ask == .always, decision == nil { return .ask }
            return .allow(entry)
        case .allowlist:
            if decision != nil, self.ask != .off { return .allow(entry) }
            switch (self.ask, isListed) {
            case (.always, _): return .ask
            case (_, true): return .allow(entry)
            case (.onMiss, false): return .ask
            case (.off, false): return .deny("it is not on the allowlist, and nobody is to be asked (ask: off)")
            }
        }
    }

    /// Whether a command is as good as listed: one of the programs that only change their standard input, or a shell's simple line of
    /// which every program is listed or such a one. A program that runs others is never part of such a line.
    private static func needsNoLine(_ command: ExecCommand, _ allowlist: [ExecAllowlistEntry], home: String? = nil) -> Bool {
        if ExecSafeBins.contains(command) { return true }
        guard !command.chain.isEmpty else { return false }
        return command.chain.allSatisfy { segment in
            guard !segment.runsOthers else { return false }
            return ExecSafeBins.contains(segment) || allowlist.contains { $0.matches(segment, home: home) }
        }
    }

    /// Decides when a person was asked and nobody answered.
    public func judgeUnanswered(_ command: ExecCommand, allowlist: [ExecAllowlistEntry]) -> ExecJudgement {
        if let complaint = command.complaint { return .deny(complaint) }
        switch min(self.security, self.askFallback) {
        case .deny: return .deny("nobody answered the question whether it may run")
        case .full: return .allow(nil)
        case .allowlist:
            let entry = allowlist.first { $0.matches(command) }
            guard entry != nil || Self.needsNoLine(command, allowlist) else {
                return .deny("nobody answered the question whether it may run, and it is not on the allowlist")
            }
            return .allow(entry)
        }
    }
}
