// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One command of the tree: what the parser accepts, what the help says and what it does.
struct Command: Sendable {
    /// An example and what it does.
    struct Example: Sendable {
        var line: String
        var meaning: String
    }

    typealias Action = @Sendable (Invocation) async throws -> ExitCode

    /// The word that calls it.
    var name: String
    /// What it does, in one line.
    var summary: String
    /// More about it, as paragraphs.
    var details: [String] = []
    /// How people use it.
    var examples: [Example]
    /// Its words.
    var arguments: [CommandArgument] = []
    /// Its flags.
    var options: [CommandOption] = []
    /// Commands below it.
    var subcommands: [Command] = []
    /// The command below it that runs when none is named.
    var defaultSubcommand: String?
    /// What it does; `nil` shows the help.
    var action: Action?

    /// The command below it with this name.
    func subcommand(_ name: String) -> Command? { self.subcommands.first { $0.name == name } }

    /// Its flags, and those of the command that runs when none is named.
    var acceptedOptions: [CommandOption] {
        guard let name = self.defaultSubcommand, let command = self.subcommand(name) else { return self.options }
        return self.options + command.acceptedOptions
    }
}
