// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What the program tells its caller when it ends.
struct ExitCode: RawRepresentable, Hashable, Sendable {
    let rawValue: Int32

    /// It worked.
    static let success = ExitCode(rawValue: 0)
    /// It did not work; the error output says why.
    static let failure = ExitCode(rawValue: 1)
    /// The command line is wrong.
    static let usage = ExitCode(rawValue: 2)
    /// What was asked for does not exist in this version (`EX_UNAVAILABLE`).
    static let unavailable = ExitCode(rawValue: 69)
    /// The configuration is wrong (`EX_CONFIG`).
    static let configuration = ExitCode(rawValue: 78)
    /// Ctrl-C ended it.
    static let interrupted = ExitCode(rawValue: 130)

    /// The codes with their meaning, for the help.
    static let table: [(code: ExitCode, meaning: String)] = [
        (.success, "it worked"),
        (.failure, "it did not work"),
        (.usage, "the command line is wrong"),
        (.unavailable, "it does not exist in this version"),
        (.configuration, "the configuration is wrong"),
        (.interrupted, "Ctrl-C ended it"),
    ]
}
