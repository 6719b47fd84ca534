// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Programs that need no line of the allowlist because all they can do is change what comes in on standard input: `cut`, `head`, `tail`, `tr`,
/// `uniq`, `wc`.
///
/// Only the programs of the system itself count (`/bin`, `/usr/bin`, after symbolic links), and only options that name no file: options
/// are known by their whole names, so that no abbreviation (`--files0-f`) means one that is not listed.
enum ExecSafeBins {
    private struct Options {
        /// Options of one letter without and with a value.
        var flags = ""
        var values = ""
        var longFlags: Set<String> = []
        var longValues: Set<String> = []
        /// Words that are no options and name no file.
        var operands = 0
        /// Whether `-5` is a number of lines.
        var takesNumber = false
    }

    private static let options: [String: Options] = [
        "cut": Options(
            flags: "nsz",
            values: "bcdf",
            longFlags: ["--complement", "--only-delimited", "--zero-terminated"],
            longValues: ["--bytes", "--characters", "--delimiter", "--fields", "--output-delimiter"]
        ),
        "head": Options(
            flags: "qvz",
            values: "nc",
            longFlags: ["--quiet", "--silent", "--verbose", "--zero-terminated"],
            longValues: ["--lines", "--bytes"],
            takesNumber: true
        ),
        "tail": Options(
            flags: "qvz",
            values: "nc",
            longFlags: ["--quiet", "--silent", "--verbose", "--zero-terminated"],
            longValues: ["--lines", "--bytes"],
            takesNumber: true
        ),
        "tr": Options(flags: "cCdst", longFlags: ["--complement", "--delete", "--squeeze-repeats", "--truncate-set1"], operands: 2),
        "uniq": Options(
            flags: "cdDiuz",
            values: "fsw",
            longFlags: ["--count", "--repeated", "--ignore-case", "--unique", "--zero-terminated"],
            longValues: ["--skip-fields", "--skip-chars", "--check-chars"]
        ),
        "wc": Options(flags: "cmlLw", longFlags: ["--bytes", "--chars", "--lines", "--max-line-length", "--words"]),
    ]

    /// Their names.
    static var names: [String] { self.options.keys.sorted() }

    /// Whether a command is one of them, used in a way that reads standard input and writes standard output only.
    static func contains(_ command: ExecCommand) -> Bool {
        guard let path = command.resolvedPath, let called = command.arguments.first?.split(separator: "/").last else { return false }
        let name = String(called)
        guard path == "/bin/\(name)" || path == "/usr/bin/\(name)", let options = Self.options[name] else { return false }
        return Self.namesNoFile(command.arguments.dropFirst(), options)
    }

    private static func namesNoFile(_ arguments: ArraySlice<String>, _ options: Options) -> Bool {
        var rest = arguments
        var operands = 0
        while let word = rest.popFirst() {
            if word.hasPrefix("--") {
                let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                let name = String(parts[0])
                if options.longValues.contains(name) {
                    guard parts.count == 2 || rest.popFirst() != nil else { return false }
                } else if parts.count == 2 || !options.longFlags.contains(name) {
                    return false
                }
            } else if word.hasPrefix("-"), word.utf8.count > 1 {
                if options.takesNumber, word.dropFirst().utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) { continue }
                guard Self.areKnown(word.dropFirst(), options, &rest) else { return false }
            } else {
                operands += 1
                guard operands <= options.operands else { return false }
            }
        }
        return true
    }

    /// Letters behind one dash; the first that takes a value takes what is left, or the next word.
    private static func areKnown(_ letters: Substring, _ options: Options, _ rest: inout ArraySlice<String>) -> Bool {
        var letters = letters
        while let letter = letters.popFirst() {
            if options.flags.contains(letter) { continue }
            guard options.values.contains(letter) else { return false }
            return !letters.isEmpty || rest.popFirst() != nil
        }
        return true
    }
}
