// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Programs that run what they are told: shells, interpreters, and those that start another program.
enum ExecWrappers {
    /// Whether a program's name, in lower case, is one of them.
    static func contains(_ name: String) -> Bool {
        if Self.names.contains(name) { return true }
        // Versions: python3.12, node-20, ruby2.7, bash-5.2.
        let stem = name.prefix { $0.isLetter || $0 == "_" || $0 == "+" }
        return stem.count < name.count && Self.interpreters.contains(String(stem)) || name.hasSuffix(".exe") && Self.contains(String(name.dropLast(4)))
    }

    private static let interpreters: Set<String> = [
        "sh", "bash", "dash", "zsh", "fish", "ksh", "mksh", "csh", "tcsh", "ash", "rbash", "elvish", "nu", "xonsh", "python", "pypy", "perl",
        "ruby", "node", "nodejs", "deno", "bun", "php", "lua", "luajit", "tclsh", "wish", "expect", "guile", "racket", "swift", "java", "jshell",
        "groovy", "scala", "kotlin", "osascript", "pwsh", "powershell", "cmd", "r", "rscript", "julia", "ghc", "runghc", "go", "cargo", "awk",
        "gawk", "mawk", "nawk", "sed", "gdb", "lldb", "vim", "vi", "nvim", "emacs", "ed", "ex",
    ]

    private static let names: Set<String> = Self.interpreters.union([
        "env", "xargs", "find", "fd", "parallel", "sudo", "doas", "su", "runuser", "time", "timeout", "nice", "ionice", "nohup", "setsid", "stdbuf",
        "script", "watch", "strace", "ltrace", "busybox", "toybox", "chroot", "unshare", "nsenter", "systemd-run", "ssh", "scp", "rsync",
        "docker", "podman", "kubectl", "make", "gmake", "cmake", "ninja", "npm", "npx", "pnpm", "yarn", "pip", "pipx", "uv", "uvx", "git", "tar",
        "bsdtar", "zip", "less", "more", "man", "at", "batch", "crontab", "screen", "tmux", "flock", "setarch", "prlimit", "taskset", "chrt",
        "open", "xdg-open", "start", "wscript", "cscript", "mshta", "rundll32", "regsvr32", "command", "exec", "eval", "caffeinate", "arch",
        "ld", "ld.so", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1", "openclaw",
    ])
}
