// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Reads a command line against the tree of commands.
struct CommandParser {
    /// What was understood.
    enum Outcome: Sendable {
        /// Run this.
        case run(Invocation)
        /// Show the help of the command at this path.
        case help(Command, path: [String])
        /// Show the version.
        case version
    }

    let root: Command
    let host: Host

    /// Reads the words behind the program's name.
    func parse(_ words: [String]) throws(CommandFailure) -> Outcome {
        if let failure = UnavailableCommands.failure(words, root: self.root) { throw failure }
        var invocation = Invocation(command: self.root, path: [], host: self.host)
        var allowed = self.root.acceptedOptions
        var rest = words[...]
        var wantsHelp = false
        while let word = rest.popFirst() {
            if word == "--" {
                invocation.arguments += rest
                break
            }
            if word.hasPrefix("-"), word.count > 1 {
                let (option, value) = try self.option(word, allowed, &rest, invocation)
                switch option.name {
                case "--help": wantsHelp = true
                case "--version": return .version
                default: invocation.values[option.name, default: []].append(value)
                }
                continue
            }
            if invocation.arguments.isEmpty, let command = invocation.command.subcommand(word) {
                invocation.command = command
                invocation.path.append(word)
                allowed =
                    command.acceptedOptions
                    + allowed.filter { outer in
                        outer.isGlobal && !command.acceptedOptions.contains { $0.name == outer.name }
                    }
                continue
            }
            if invocation.path.isEmpty, word == "help" {
                wantsHelp = true
                continue
            }
            invocation.arguments.append(word)
        }
        while let name = invocation.command.defaultSubcommand, invocation.arguments.isEmpty, !wantsHelp,
            let command = invocation.command.subcommand(name)
        {
            invocation.command = command
            invocation.path.append(name)
        }
        if let unknown = invocation.arguments.first, !invocation.command.subcommands.isEmpty, invocation.command.arguments.isEmpty {
            throw self.unknownCommand(unknown, invocation)
        }
        if wantsHelp || invocation.command.action == nil { return .help(invocation.command, path: invocation.path) }
        try self.checkArguments(invocation)
        return .run(invocation)
    }

    private func option(
        _ word: String,
        _ allowed: [CommandOption],
        _ rest: inout ArraySlice<String>,
        _ invocation: Invocation
    ) throws(CommandFailure) -> (CommandOption, String) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = parts[0]
        guard let option = allowed.first(where: { $0.names.contains(name) }) else { throw self.unknownOption(name, allowed, invocation) }
        if case .none = option.value {
            guard parts.count == 1 else { throw self.failure("\(name) takes no value; write it alone", invocation) }
            return (option, "")
        }
        let value: String
        if parts.count == 2 {
            value = parts[1]
        } else {
            let next = rest.first
            let isOption = next.map { next in next.hasPrefix("--") && allowed.contains { $0.names.contains(next) } } ?? true
            guard !isOption, let word = rest.popFirst() else {
                throw self.failure("\(name) needs a value: \(name) \(option.value.placeholder ?? "VALUE")", invocation)
            }
            value = word
        }
        switch option.value {
        case .none, .text:
            break
        case .integer(_, let range):
            guard let number = Int(value), range.contains(number) else {
                let limits = "from \(range.lowerBound) to \(range.upperBound)"
                throw self.failure("\(name) takes a whole number \(limits), not \"\(value)\"", invocation)
            }
        case .choice(let words):
            guard words.contains(value) else {
                let nearest = NearestName.find(value, in: words).map { "; did you mean \"\($0)\"?" } ?? ""
                throw self.failure("\(name) takes one of \(words.joined(separator: ", ")), not \"\(value)\"\(nearest)", invocation)
            }
        }
        return (option, value)
    }

    private func checkArguments(_ invocation: Invocation) throws(CommandFailure) {
        let arguments = invocation.command.arguments
        let required = arguments.prefix { $0.isRequired }
        if invocation.arguments.count < required.count {
            let missing = required[invocation.arguments.count]
            throw self.failure("\(missing.name) is missing: \(missing.summary)", invocation)
        }
        if invocation.arguments.count > arguments.count, arguments.last?.repeats != true {
            throw self.failure("\"\(invocation.arguments[arguments.count])\" is one word too many", invocation)
        }
    }

    private func unknownCommand(_ word: String, _ invocation: Invocation) -> CommandFailure {
        let prefix = (["openclaw"] + invocation.path).joined(separator: " ")
        var advice: [String] = []
        if let nearest = NearestName.find(word, in: invocation.command.subcommands.map(\.name)) {
            advice.append("did you mean: \(prefix) \(nearest)")
        }
        advice.append("all commands: \(prefix) --help")
        return .usage("\"\(word)\" is no command of \(prefix)", advice: advice)
    }

    private func unknownOption(_ name: String, _ allowed: [CommandOption], _ invocation: Invocation) -> CommandFailure {
        let prefix = (["openclaw"] + invocation.path).joined(separator: " ")
        var advice: [String] = []
        let visible = allowed.filter { !$0.isHidden }.flatMap(\.names)
        if let nearest = NearestName.find(name, in: visible) { advice.append("did you mean: \(nearest)") }
        advice.append("all flags: \(prefix) --help")
        return .usage("\(prefix) has no flag \(name)", advice: advice)
    }

    private func failure(_ message: String, _ invocation: Invocation) -> CommandFailure {
        .usage(message, advice: ["more: \((["openclaw"] + invocation.path).joined(separator: " ")) --help"])
    }
}
