// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a command ended without success, in words for people.
struct CommandFailure: Error, Sendable, CustomStringConvertible {
    /// What went wrong.
    var message: String
    /// What to do, one command or sentence per line.
    var advice: [String] = []
    /// The code for the caller.
    var exitCode = ExitCode.failure
    /// The kind of failure for `--json`.
    var code = "FAILED"

    /// The message.
    var description: String { self.message }

    /// The command line is wrong.
    static func usage(_ message: String, advice: [String] = []) -> CommandFailure {
        CommandFailure(message: message, advice: advice, exitCode: .usage, code: "USAGE")
    }
}
