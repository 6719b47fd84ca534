// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

@Suite struct ExecSafeBinsTests {
    private static func command(_ line: String, path: String? = nil) -> ExecCommand {
        let words = line.split(separator: " ").map(String.init)
        return ExecCommand(arguments: words, resolvedPath: path ?? "/usr/bin/\(words[0])")
    }

    @Test(arguments: [
        "head", "head -n 5", "head -n5", "head -5", "head --lines=5", "head --lines 5", "head -qn 5", "tail -n 3", "tail -c 10", "tail -20",
        "cut -d , -f 1", "cut -d, -f1,2", "cut --fields=1 --delimiter=:", "cut -f 1 --complement", "tr a b", "tr -d x", "tr -cs A-Z x",
        "uniq",
        "uniq -c", "uniq -f 1 -i", "uniq --skip-fields=2", "wc", "wc -l", "wc -lw", "wc --lines", "cut -d / -f 2",
    ]) func theyReadStandardInput(line: String) {
        #expect(ExecSafeBins.contains(Self.command(line)))
        #expect(ExecSafeBins.contains(Self.command(line, path: "/bin/\(line.split(separator: " ")[0])")))
    }

    @Test(arguments: [
        "head /etc/passwd", "head -n 5 /etc/passwd", "head -", "head -- x", "head -n", "head --lines", "head -x", "head --line 5",
        "head --byt=5",
        "tail -f", "tail -F x", "tail --follow", "tail --follow=name", "tail --pid=1", "tail --retry", "tail -s 1", "tail +5", "tail file",
        "cut -f 1 file", "cut --output-delimite=x", "uniq in", "uniq in out", "uniq --all-repeated", "uniq -x", "tr a b c", "tr --help x",
        "wc --files0-from=x", "wc --files0-from x", "wc --files0-f=x", "wc -l x", "wc x", "wc --total=never", "wc --version=1",
        "sort", "sort -o x", "sort --compress-program=sh", "grep x", "grep -f x", "cat", "jq .", "sed s/a/b/", "awk 1", "tee x", "xargs",
        "env",
        "base64 -d", "less", "rev", "nl", "paste",
    ]) func everythingElseNeedsALine(line: String) {
        #expect(!ExecSafeBins.contains(Self.command(line)))
    }

    @Test(arguments: [
        ("head", "/tmp/head"), ("head", "/usr/local/bin/head"), ("head", "/usr/bin/busybox"), ("head", "/home/me/bin/head"),
        ("head", "/usr/bin/tail"),
        ("head", "/usr/bin/../../tmp/head"), ("/tmp/head", "/tmp/head"), ("HEAD", "/usr/bin/HEAD"), ("wc", "/usr/bin/wc/wc"),
        ("./wc", "/work/wc"),
    ]) func onlyTheSystemsOwnCount(name: String, path: String) {
        #expect(!ExecSafeBins.contains(ExecCommand(arguments: [name], resolvedPath: path)))
        #expect(!ExecSafeBins.contains(ExecCommand(arguments: ["head"])))
    }

    /// What a line of a shell comes to: the line, what is listed, and whether it runs without a question.
    @Test(
        arguments: [
            ("ls && uptime", ["/usr/bin/ls", "/usr/bin/uptime"], true), ("ls && uptime", ["/usr/bin/ls"], false),
            ("ls | wc -l", ["/usr/bin/ls"], true),
            ("ls | head -n 5 | tr a b", ["/usr/bin/ls"], true), ("ls | head /etc/passwd", ["/usr/bin/ls"], false),
            ("ls || rm x", ["/usr/bin/ls"], false),
            ("ls; rm x", ["/usr/bin/ls"], false), ("ls; rm x", ["/usr/bin/*"], true), ("ls > x", ["/usr/bin/*"], false),
            ("ls $(rm x)", ["/usr/bin/*"], false),
            ("env ls", ["/usr/bin/*"], false), ("ls | xargs rm", ["/usr/bin/*"], false), ("find . -delete", ["/usr/bin/*"], false),
            ("ls | sh", ["/usr/bin/*"], false), ("python3 x.py", ["/usr/bin/*"], false), ("time ls", ["/usr/bin/*"], false),
            ("gone && ls", ["/usr/bin/*"], false),
            ("wc -l", [], true), ("ls && cd / && ls", ["/usr/bin/*"], false), ("PATH=/tmp ls", ["/usr/bin/*"], false),
            ("(ls)", ["/usr/bin/*"], false),
        ] as [(String, [String], Bool)]
    )
    func chains(line: String, patterns: [String], runs: Bool) {
        var command = ExecCommand(arguments: ["sh", "-c", line], resolvedPath: "/usr/bin/dash")
        command.chain = command.segments { name in name == "gone" ? nil : "/usr/bin/\(name)" } ?? []
        let list = patterns.map { ExecAllowlistEntry(pattern: $0) }
        let judgement = ExecPolicy(security: .allowlist, ask: .onMiss).judge(command, allowlist: list)
        if case .allow = judgement { #expect(runs) } else { #expect(!runs) }
        if case .ask = ExecPolicy(security: .allowlist, ask: .always).judge(command, allowlist: list) {
        } else {
            Issue.record("always is always")
        }
        if case .deny = ExecPolicy(security: .deny).judge(command, allowlist: list) {} else { Issue.record("deny is deny") }
    }
}
