// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The help of a command.
struct HelpText {
    let command: Command
    let path: [String]
    let style: ConsoleStyle

    /// The help as text that ends with a line break.
    var text: String {
        let name = (["openclaw"] + self.path).joined(separator: " ")
        var lines: [String] = []
        lines.append("\(self.style.bold(name)) — \(self.command.summary)")
        for paragraph in self.command.details {
            lines.append("")
            lines += Self.wrap(paragraph, width: 88)
        }
        self.heading("Usage", &lines)
        lines.append("  \(self.usage(name))")
        self.list(
            "Commands",
            self.command.subcommands.map { command in
                let mark = command.name == self.command.defaultSubcommand ? " (when no command is named)" : ""
                return (command.name, command.summary + mark)
            },
            &lines
        )
        self.list("Arguments", self.command.arguments.map { ($0.usage, $0.summary) }, &lines)
        let options = self.command.acceptedOptions.filter { !$0.isHidden && !$0.isGlobal }
        self.list("Flags", options.map(self.row), &lines)
        let global = (self.path.isEmpty ? self.command.options : Commands.globalOptions).filter { $0.isGlobal && !$0.isHidden }
        self.list(self.path.isEmpty ? "Flags" : "Flags of every command", global.map(self.row), &lines)
        self.heading("Examples", &lines)
        for example in self.command.examples {
            lines.append("  \(self.style.accent(example.line))")
            lines.append("      \(self.style.dim(example.meaning))")
        }
        if self.path.isEmpty {
            self.list("Exit codes", ExitCode.table.map { (String($0.code.rawValue), $0.meaning) }, &lines)
            lines.append("")
            lines.append("Help for one command: openclaw COMMAND --help")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func usage(_ name: String) -> String {
        var words = [name]
        if !self.command.subcommands.isEmpty {
            words.append(self.command.defaultSubcommand == nil && self.command.action == nil ? "COMMAND" : "[COMMAND]")
        }
        words += self.command.arguments.map(\.usage)
        words.append("[FLAGS]")
        return words.joined(separator: " ")
    }

    private func row(_ option: CommandOption) -> (String, String) {
        let names = option.names.joined(separator: ", ")
        return (option.value.placeholder.map { "\(names) \($0)" } ?? names, option.summary)
    }

    private func heading(_ title: String, _ lines: inout [String]) {
        lines.append("")
        lines.append(self.style.bold(title))
    }

    private func list(_ title: String, _ rows: [(String, String)], _ lines: inout [String]) {
        if rows.isEmpty { return }
        self.heading(title, &lines)
        let width = min(30, rows.map(\.0.count).max() ?? 0)
        for (name, summary) in rows {
            let texts = Self.wrap(summary, width: max(30, 88 - width))
            if name.count > width {
                lines.append("  \(self.style.accent(name))")
                lines += texts.map { "  " + String(repeating: " ", count: width + 2) + $0 }
            } else {
                let padding = String(repeating: " ", count: width - name.count + 2)
                for (index, text) in texts.enumerated() {
                    lines.append(
                        index == 0
                            ? "  \(self.style.accent(name))\(padding)\(text)" : "  " + String(repeating: " ", count: width + 2) + text
                    )
                }
            }
        }
    }

    private static func wrap(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }
}
