// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A program to run, and its bounds.
package struct ProcessRequest: Sendable {
    /// The program's file, absolute.
    package var path: String
    /// What it gets as arguments, its own name first.
    package var arguments: [String]
    /// The directory it runs in.
    package var workingDirectory: String
    /// Its whole environment.
    package var environment: [String: String]
    /// How long it may take.
    package var timeout: Duration
    /// How long it has between being asked to end and being ended.
    package var grace: Duration
    /// How many bytes of each output are kept; the rest is read and thrown away.
    package var outputLimit: Int

    /// Makes a request.
    package init(
        path: String,
        arguments: [String],
        workingDirectory: String,
        environment: [String: String],
        timeout: Duration,
        grace: Duration = .seconds(2),
        outputLimit: Int
    ) {
        self.path = path
        self.arguments = arguments
        self.workingDirectory = workingDirectory
        self.environment = environment
        self.timeout = timeout
        self.grace = grace
        self.outputLimit = outputLimit
    }
}
