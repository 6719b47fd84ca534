// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A flag of a command.
struct CommandOption: Sendable {
    /// What follows the flag.
    enum Value: Sendable {
        /// Nothing.
        case none
        /// Any text.
        case text(String)
        /// A whole number.
        case integer(String, ClosedRange<Int>)
        /// One of several words.
        case choice([String])

        /// What stands for the value in the help.
        var placeholder: String? {
            switch self {
            case .none: nil
            case .text(let name), .integer(let name, _): name
            case .choice(let words): words.joined(separator: "|")
            }
        }
    }

    /// The spellings, `--name` first.
    var names: [String]
    /// What follows.
    var value: Value
    /// What it does.
    var summary: String
    /// Whether it may stand anywhere on the command line.
    var isGlobal = false
    /// Whether the help leaves it out: it is accepted for other programs' sake.
    var isHidden = false

    /// `--name`.
    var name: String { self.names[0] }

    static func flag(_ names: String..., summary: String) -> CommandOption { CommandOption(names: names, value: .none, summary: summary) }

    static func text(_ names: String..., placeholder: String, summary: String) -> CommandOption {
        CommandOption(names: names, value: .text(placeholder), summary: summary)
    }

    static func integer(_ names: String..., placeholder: String, range: ClosedRange<Int>, summary: String) -> CommandOption {
        CommandOption(names: names, value: .integer(placeholder, range), summary: summary)
    }

    static func choice(_ names: String..., words: [String], summary: String) -> CommandOption {
        CommandOption(names: names, value: .choice(words), summary: summary)
    }

    /// The same option, allowed anywhere.
    var global: CommandOption {
        var copy = self
        copy.isGlobal = true
        return copy
    }

    /// The same option, left out of the help.
    var hidden: CommandOption {
        var copy = self
        copy.isHidden = true
        return copy
    }
}
