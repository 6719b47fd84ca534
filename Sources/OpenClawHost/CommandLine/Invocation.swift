// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A command line that was understood.
struct Invocation: Sendable {
    /// The command.
    var command: Command
    /// The words that lead to it, for instance `gateway run`.
    var path: [String]
    /// The values of flags by their first name, in the order given; a flag without value has empty text.
    var values: [String: [String]] = [:]
    /// The words that are no flags.
    var arguments: [String] = []
    /// The world outside.
    var host: Host

    /// Whether a flag was given.
    func has(_ name: String) -> Bool { self.values[name] != nil }

    /// The value of a flag, the last one when it was repeated.
    func text(_ name: String) -> String? { self.values[name]?.last }

    /// The value of a flag as a number; the parser has checked it.
    func integer(_ name: String) -> Int? { self.text(name).flatMap { Int($0) } }

    /// Whether the output is for programs.
    var wantsJSON: Bool { self.has("--json") }
}
