// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A word of a command that is no flag.
struct CommandArgument: Sendable {
    /// Its name in the help.
    var name: String
    /// What it is.
    var summary: String
    /// Whether it has to be there.
    var isRequired = true
    /// Whether several may follow each other.
    var repeats = false

    /// How the usage line shows it.
    var usage: String {
        let name = self.repeats ? "\(self.name)…" : self.name
        return self.isRequired ? name : "[\(name)]"
    }
}
