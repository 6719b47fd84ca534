// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite struct ExecPolicyTests {
    static let uptime = ExecCommand(arguments: ["uptime"], resolvedPath: "/usr/bin/uptime")
    static let list = [ExecAllowlistEntry(pattern: "/usr/bin/uptime")]

    /// What runs: security, ask, whether it is listed, the decision, and the judgement.
    @Test(arguments: [
        ("deny", "off", true, nil, "deny"), ("deny", "always", true, "allow-once", "deny"), ("allowlist", "off", true, nil, "allow"),
        ("allowlist", "off", false, nil, "deny"), ("allowlist", "off", false, "allow-once", "deny"), ("allowlist", "on-miss", true, nil, "allow"),
        ("allowlist", "on-miss", false, nil, "ask"), ("allowlist", "on-miss", false, "allow-once", "allow"),
        ("allowlist", "on-miss", true, "deny", "deny"), ("allowlist", "always", true, nil, "ask"),
        ("allowlist", "always", true, "allow-always", "allow"), ("full", "off", false, nil, "allow"), ("full", "always", false, nil, "ask"),
        ("full", "always", false, "allow-once", "allow"), ("full", "off", false, "deny", "deny"),
    ] as [(String, String, Bool, String?, String)])
    func judgements(security: String, ask: String, isListed: Bool, decision: String?, expected: String) throws {
        let policy = ExecPolicy(
            security: try #require(ExecSecurity(rawValue: security)),
            ask: try #require(ExecAsk(rawValue: ask))
        )
        let judgement = policy.judge(Self.uptime, allowlist: isListed ? Self.list : [], decision: decision.flatMap(ExecDecision.init))
        switch judgement {
        case .allow: #expect(expected == "allow")
        case .ask: #expect(expected == "ask")
        case .deny: #expect(expected == "deny")
        }
    }

    @Test(arguments: [
        ("full", "full", false, true), ("full", "deny", true, false), ("allowlist", "full", true, true), ("allowlist", "full", false, false),
        ("deny", "full", true, false),
    ]) func whenNobodyAnswers(security: String, fallback: String, isListed: Bool, runs: Bool) throws {
        let policy = ExecPolicy(
            security: try #require(ExecSecurity(rawValue: security)),
            ask: .always,
            askFallback: try #require(ExecSecurity(rawValue: fallback))
        )
        let judgement = policy.judgeUnanswered(Self.uptime, allowlist: isListed ? Self.list : [])
        if case .allow = judgement { #expect(runs) } else { #expect(!runs) }
    }

    @Test func theStricterOfTwoPoliciesCounts() {
        let strict = ExecPolicy(security: .full, ask: .off, askFallback: .full).stricter(ExecPolicy(security: .deny, ask: .always, askFallback: .deny))
        #expect(strict == ExecPolicy(security: .deny, ask: .always, askFallback: .deny))
    }

    @Test(arguments: [
        ("/usr/bin/uptime", "/usr/bin/uptime", true), ("/usr/bin/*", "/usr/bin/uptime", true), ("/usr/bin/*", "/usr/bin/sub/uptime", false),
        ("/usr/**/uptime", "/usr/local/deep/bin/uptime", true), ("/usr/**", "/usr/x", true), ("/USR/bin/UpTime", "/usr/bin/uptime", true),
        ("/usr/bin/up?ime", "/usr/bin/uptime", true), ("uptime", "/usr/bin/uptime", false), ("*", "/usr/bin/uptime", false),
        ("~/bin/*", "/home/me/bin/tool", true), ("/usr/bin/u*t*e", "/usr/bin/uptime", true), ("/usr/bin/u*x", "/usr/bin/uptime", false),
    ]) func patterns(pattern: String, path: String, fits: Bool) {
        #expect(ExecAllowlistEntry(pattern: pattern).matches(ExecCommand(arguments: ["x"], resolvedPath: path), home: "/home/me") == fits)
    }

    /// A line for a program that runs others would be a line for everything.
    @Test(arguments: [
        ["env", "rm", "-rf", "/"], ["bash", "-c", "id"], ["/usr/bin/time", "id"], ["busybox", "sh"], ["script", "-c", "id"], ["python3.12", "-c", "1"],
        ["xargs", "id"], ["find", ".", "-exec", "id"], ["sudo", "id"], ["node", "-e", "1"], ["awk", "BEGIN{system(\"id\")}"], ["nohup", "id"],
        ["git", "-c", "alias.x=!id", "x"], ["pwsh", "-enc", "x"], ["vim", "-c", "!id"], ["ld-linux-x86-64.so.2", "/bin/id"], ["env", "-S", "id"],
    ]) func execPolicyFamily_CVE_2026_32056_CVE_2026_22175_wrappersNeverFitALineWithoutArguments(arguments: [String]) {
        let name = arguments[0].split(separator: "/").last.map(String.init) ?? ""
        let command = ExecCommand(arguments: arguments, resolvedPath: "/usr/bin/\(name)")
        #expect(!ExecAllowlistEntry(pattern: "/usr/bin/*").matches(command))
        #expect(ExecPolicy().judge(command, allowlist: [ExecAllowlistEntry(pattern: "/usr/bin/\(name)")]) == .ask)
    }

    @Test func execPolicyFamily_CVE_2026_31992_aHarmlessNameThatLeadsToAWrapperIsOne() {
        let command = ExecCommand(arguments: ["ls"], resolvedPath: "/usr/bin/busybox")
        #expect(!ExecAllowlistEntry(pattern: "/usr/bin/busybox").matches(command))
    }

    @Test(arguments: [
        "LD_PRELOAD", "PATH", "BASH_ENV", "ENV", "IFS", "NODE_OPTIONS", "PYTHONPATH", "PS4", "SHELLOPTS", "GIT_SSH_COMMAND", "DYLD_INSERT_LIBRARIES",
        "PERL5OPT", "RUBYOPT", "JAVA_TOOL_OPTIONS", "HOME", "EDITOR", "OPENCLAW_GATEWAY_TOKEN", "LC_all", "A=B", "",
    ]) func execPolicyFamily_CVE_2026_35666_variablesThatChangeProgramsAreRefused(name: String) {
        let command = ExecCommand(arguments: ["uptime"], environment: [name: "x"], resolvedPath: "/usr/bin/uptime")
        for security in ExecSecurity.allCases {
            guard case .deny = ExecPolicy(security: security, ask: .off).judge(command, allowlist: Self.list, decision: .allowOnce) else {
                Issue.record("\(name) was let through with \(security)")
                continue
            }
        }
    }

    @Test func execPolicyFamily_CVE_2026_43530_whatIsAllowedAlwaysIsExactlyThat() throws {
        let approved = ExecCommand(
            arguments: ["bash", "deploy.sh", "staging"],
            workingDirectory: "/srv",
            resolvedPath: "/usr/bin/bash",
            fileDigests: ["/srv/deploy.sh": "aa"]
        )
        let entry = try #require(ExecAllowlistEntry(always: approved))
        #expect(entry.matches(approved))
        var other = approved
        other.arguments = ["bash", "deploy.sh", "production"]
        #expect(!entry.matches(other))
        other = approved
        other.workingDirectory = "/tmp"
        #expect(!entry.matches(other))
        other = approved
        other.fileDigests = ["/srv/deploy.sh": "bb"]
        #expect(!entry.matches(other))
        other = approved
        other.resolvedPath = "/tmp/bash"
        #expect(!entry.matches(other))
        #expect(ExecAllowlistEntry(always: ExecCommand(arguments: ["bash"])) == nil)
    }

    @Test func aLineWithAnotherProgramsPatternOverArgumentsNeverFits() {
        #expect(!ExecAllowlistEntry(pattern: "/usr/bin/uptime", argumentPattern: ".*").matches(Self.uptime))
    }

    @Test func programsGetASmallEnvironmentWithoutSecrets() {
        let own = ["PATH": "/bin", "HOME": "/root", "OPENCLAW_GATEWAY_TOKEN": "s", "OPENAI_API_KEY": "s", "LC_ALL": "C", "LD_PRELOAD": "x"]
        #expect(ExecEnvironment.make(from: own, setting: ["TZ": "UTC"]) == ["PATH": "/bin", "HOME": "/root", "LC_ALL": "C", "TZ": "UTC"])
    }
}
