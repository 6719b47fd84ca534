// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

@Suite struct ExecShellLineTests {
    @Test(arguments: [
        ("ls", [["ls"]]), ("ls -la /tmp", [["ls", "-la", "/tmp"]]), ("a && b", [["a"], ["b"]]),
        ("a&&b||c;d|e", [["a"], ["b"], ["c"], ["d"], ["e"]]),
        ("cat 'a b' \"c d\"", [["cat", "a b", "c d"]]), ("echo a'b'\"c\"", [["echo", "abc"]]), ("echo ''", [["echo", ""]]),
        ("grep -e '$x > y; rm -rf / | `id`'", [["grep", "-e", "$x > y; rm -rf / | `id`"]]), ("a\tb", [["a", "b"]]),
        ("./run --x=1,2 a@b.c:80", [["./run", "--x=1,2", "a@b.c:80"]]), ("echo \"a ; b && c | d > e\"", [["echo", "a ; b && c | d > e"]]),
        ("printf '%s' x | wc -l", [["printf", "%s", "x"], ["wc", "-l"]]), ("echo 'grüße'", [["echo", "grüße"]]),
    ]) func simpleLines(text: String, commands: [[String]]) {
        #expect(ExecShellLine(text)?.commands == commands)
    }

    /// Everything that has slipped past somebody's allowlist.
    @Test(arguments: [
        "", " ", ";", "ls;", "ls &&", "&& ls", "ls || ", "| ls", "ls ;; ls", "ls & rm x", "ls &", "ls |& tee", "ls &&& rm",  // joints
        "ls $(rm x)", "ls `rm x`", "ls \"$(rm x)\"", "ls \"`rm x`\"", "echo $HOME", "echo ${IFS}", "ls$IFS-la", "\"$SHELL\"", "$0",  // substitution
        "echo $'\\x41'", "echo $((1+1))", "cat <(rm x)", "tee >(rm x)", "echo \"!!\"", "!ls", "!x",
        "ls > out", "ls >> out", "ls >| out", "ls 2>&1", "cat < in", "cat << END", "cat <<< x", "ls >out", "1>x ls",  // redirection
        "(ls)", "( ls )", "{ ls; }", "{ls,-la}", "ls {a,b}", "f() { ls; }", "function f { ls; }", "[[ -e x ]]", "((1))",  // groups
        "ls\nrm x", "ls\rrm x", "ls \\\nrm", "echo \"a\nb\"", "echo 'a\nb'", "ls\u{0B}rm", "ls\u{00A0}rm", "ls\u{2028}rm", "ls\u{0}rm",  // breaks
        "l\\s", "ls \\; rm", "echo \"a\\\"b\"", "ls # rm", "ls *", "ls ?", "ls [ab]", "/bin/r?", "ls ~", "~root/x", "a^b",  // patterns
        "PATH=/tmp ls", "LD_PRELOAD=/tmp/x.so ls", "A=1", "BASH_ENV=x sh", "'A=1' ls",  // assignments
        "if ls", "while ls; do rm; done", "for x in a", "case x", "time ls", "coproc ls", "until ls",  // reserved words
        "eval ls", "exec ls", "source x", ". x", "command ls", "builtin ls", "cd /tmp && ls", "export PATH", "set -x", "trap ls EXIT",
        "alias ls=rm",
        "hash -p /tmp/x ls", "enable -f x y", "read x", "kill 1", "printf -v PATH /tmp; ls", "printf -vPATH /tmp; ls",
        "printf '-v' PATH /tmp", ": x", "'eval' ls", "\"exec\" ls", "-c ls",
        "'unclosed", "\"unclosed", "ls 'a", "ls \"a", "''", "\"\" x", "'' ls",  // quotes
    ]) func linesThatAreNotSimple(text: String) {
        #expect(ExecShellLine(text) == nil)
    }

    @Test(arguments: [
        (["sh", "-c", "ls"], "/usr/bin/dash", true), (["bash", "-c", "ls"], "/usr/bin/bash", true),
        (["/bin/sh", "-c", "ls"], "/bin/sh", true),
        (["sh", "-lc", "ls"], "/usr/bin/dash", false), (["sh", "-c", "ls", "x"], "/usr/bin/dash", false),
        (["sh", "-ic", "ls"], "/usr/bin/dash", false),
        (["sh", "-x", "-c", "ls"], "/usr/bin/dash", false), (["sh", "--", "-c", "ls"], "/usr/bin/dash", false),
        (["sh", "-c"], "/usr/bin/dash", false),
        (["zsh", "-c", "ls"], "/usr/bin/zsh", false), (["fish", "-c", "ls"], "/usr/bin/fish", false),
        (["busybox", "-c", "ls"], "/usr/bin/busybox", false),
        (["sh", "-c", "ls"], "/tmp/bash", false), (["sh", "-c", "ls"], "/usr/bin/busybox", false),
        (["sh", "-c", "ls"], "/usr/local/bin/bash", false),
        (["ls", "-c", "ls"], "/usr/bin/dash", false), (["sh", "-C", "ls"], "/usr/bin/dash", false),
        (["cmd", "/c", "ls"], "/usr/bin/cmd", false),
    ]) func callsOfShells(arguments: [String], path: String, isOne: Bool) {
        #expect((ExecShellLine(of: arguments, resolvedPath: path) != nil) == isOne)
        #expect(ExecShellLine(of: arguments, resolvedPath: nil) == nil)
    }

    @Test func longLinesAreNotSimple() {
        #expect(ExecShellLine(Array(repeating: "ls", count: 16).joined(separator: " | ")) != nil)
        #expect(ExecShellLine(Array(repeating: "ls", count: 17).joined(separator: " | ")) == nil)
        #expect(ExecShellLine("ls " + String(repeating: "a", count: ExecShellLine.maximumBytes)) == nil)
    }
}
