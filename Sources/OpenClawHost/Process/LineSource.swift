// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Lines that a person types.
protocol LineSource: Sendable {
    /// The next line without its line break; `nil` at the end of the input.
    func nextLine() async -> String?
}
