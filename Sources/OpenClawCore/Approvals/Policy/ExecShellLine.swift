// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads the simplest lines of a POSIX shell: programs with plain arguments, joined by `&&`, `||`, `;` and `|`.
///
/// Whatever could make a shell do something that is not written there is no such line, and ``commands`` of it does not exist:
/// substitutions (`$`, backquotes), redirections, subshells, groups, background jobs, patterns of file names, `~`, escapes, comments,
/// assignments, reserved words, builtins that change what follows, line breaks and characters outside of ASCII that are not quoted.
/// Refusing too much only means that a person is asked.
public struct ExecShellLine: Sendable, Hashable {
    /// The programs with their arguments, in their order.
    public let commands: [[String]]

    /// The most programs of a line.
    public static let maximumCommands = 16
    /// The most bytes of a line.
    public static let maximumBytes = 16 << 10

    /// Reads a line; `nil` when it is not one of the simplest.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.maximumBytes else { return nil }
        var reader = Reader(bytes: Array(text.utf8))
        guard let commands = reader.read(), commands.count <= Self.maximumCommands, commands.allSatisfy(Self.isPlain) else { return nil }
        self.commands = commands
    }

    /// The line that a call of a shell runs: `sh -c LINE` and nothing else, without options that load further files.
    /// - Parameter resolvedPath: The shell's file with all symbolic links resolved.
    public init?(of arguments: [String], resolvedPath: String?) {
        guard arguments.count == 3, arguments[1] == "-c", let path = resolvedPath else { return nil }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard let name = parts.last, Self.shells.contains(String(name)),
            ["/bin", "/usr/bin"].contains(parts.dropLast().joined(separator: "/")),
            let called = arguments[0].split(separator: "/").last, Self.shells.contains(String(called))
        else { return nil }
        self.init(arguments[2])
    }

    /// Shells that read no file of their own for `-c`.
    private static let shells: Set<String> = ["sh", "dash", "bash"]

    /// Reserved words, and builtins that run text, change the shell or its environment, or stand for no file.
    private static let refused: Set<String> = [
        "if", "then", "else", "elif", "fi", "do", "done", "case", "esac", "while", "until", "for", "in", "function", "select", "time",
        "coproc",
        "eval", "exec", "source", ".", ":", "command", "builtin", "cd", "pushd", "popd", "dirs", "export", "readonly", "declare", "typeset",
        "local", "set", "unset", "shift", "shopt", "trap", "alias", "unalias", "type", "hash", "ulimit", "umask", "wait", "jobs", "fg",
        "bg",
        "disown", "return", "break", "continue", "exit", "logout", "getopts", "read", "mapfile", "readarray", "let", "enable", "bind",
        "complete", "compgen", "compopt", "caller", "history", "fc", "help", "suspend", "times", "kill",
    ]

    private static func isPlain(_ command: [String]) -> Bool {
        guard let program = command.first, let first = program.utf8.first, first != UInt8(ascii: "-") else { return false }
        // bash's own printf sets variables, PATH among them.
        if program == "printf", command.dropFirst().first?.hasPrefix("-") == true { return false }
        return !program.contains("=") && !Self.refused.contains(program)
    }
}

extension ExecShellLine {
    private struct Reader {
        let bytes: [UInt8]
        var index = 0
        var commands: [[String]] = []
        var words: [String] = []
        var word: [UInt8]?

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func read() -> [[String]]? {
            while self.index < self.bytes.count {
                let byte = self.bytes[self.index]
                self.index += 1
                switch byte {
                case UInt8(ascii: " "), UInt8(ascii: "\t"): self.endWord()
                case UInt8(ascii: "'"): guard self.quoted(by: byte, refusing: []) else { return nil }
                case UInt8(ascii: "\""): guard self.quoted(by: byte, refusing: Array("$`\\!".utf8)) else { return nil }
                case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"): guard self.endCommand(byte) else { return nil }
                case let byte where Self.isOrdinary(byte): self.word = (self.word ?? []) + [byte]
                default: return nil
                }
            }
            self.endWord()
            guard !self.words.isEmpty else { return nil }
            return self.commands + [self.words]
        }

        /// Letters, digits and marks that mean themselves everywhere in a word.
        private static func isOrdinary(_ byte: UInt8) -> Bool {
            let isAlphanumeric = (byte | 0x20 >= 97 && byte | 0x20 <= 122) || (byte >= 48 && byte <= 57)
            return isAlphanumeric || "_-./:,+=@%".utf8.contains(byte)
        }

        private mutating func quoted(by quote: UInt8, refusing refused: [UInt8]) -> Bool {
            var text = self.word ?? []
            while self.index < self.bytes.count {
                let byte = self.bytes[self.index]
                self.index += 1
                if byte == quote {
                    self.word = text
                    return true
                }
                guard byte >= 0x20, byte != 0x7F, !refused.contains(byte) else { return false }
                text.append(byte)
            }
            return false
        }

        private mutating func endWord() {
            guard let bytes = self.word else { return }
            self.words.append(String(decoding: bytes, as: UTF8.self))
            self.word = nil
        }

        /// `;`, `|`, `||` or `&&`; a single `&`, `;;` and `|&` are refused.
        private mutating func endCommand(_ byte: UInt8) -> Bool {
            self.endWord()
            let isDouble = self.index < self.bytes.count && self.bytes[self.index] == byte
            switch byte {
            case UInt8(ascii: ";"): guard !isDouble else { return false }
            case UInt8(ascii: "&"): guard isDouble else { return false }
            default: break
            }
            if isDouble { self.index += 1 }
            guard !self.words.isEmpty else { return false }
            self.commands.append(self.words)
            self.words = []
            return true
        }
    }
}
