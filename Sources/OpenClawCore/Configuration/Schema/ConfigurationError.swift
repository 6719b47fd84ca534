// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The configuration cannot be used; holds everything that is wrong with it, not only the first problem.
public struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, in the order of the file.
    public var problems: [ConfigurationProblem]

    /// Makes an error.
    public init(_ problems: [ConfigurationProblem]) { self.problems = problems }

    /// One line per problem.
    public var description: String { self.problems.map(\.description).joined(separator: "\n") }
}
