// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A line of the allowlist.
public struct ExecAllowlistEntry: Sendable, Hashable {
    /// A name for the line.
    public var id: String?
    /// The pattern over the program's resolved path.
    public var pattern: String
    /// The exact arguments after the program; `nil` is any. What a person allows always is stored with its arguments.
    public var arguments: [String]?
    /// The exact directory; `nil` is any.
    public var workingDirectory: String?
    /// The digests the scripts among the arguments must have.
    public var fileDigests: [String: String]
    /// A pattern over arguments that another program wrote. This gateway does not interpret it, and the line never fits.
    public var argumentPattern: String?
    /// When it last let a command through.
    public var lastUsedAt: Timestamp?
    /// That command.
    public var lastUsedCommand: String?
    /// That command's program.
    public var lastResolvedPath: String?

    /// Makes a line.
    public init(
        id: String? = nil,
        pattern: String,
        arguments: [String]? = nil,
        workingDirectory: String? = nil,
        fileDigests: [String: String] = [:],
        argumentPattern: String? = nil,
        lastUsedAt: Timestamp? = nil,
        lastUsedCommand: String? = nil,
        lastResolvedPath: String? = nil
    ) {
        self.id = id
        self.pattern = pattern
        self.arguments = arguments
        self.workingDirectory = workingDirectory
        self.fileDigests = fileDigests
        self.argumentPattern = argumentPattern
        self.lastUsedAt = lastUsedAt
        self.lastUsedCommand = lastUsedCommand
        self.lastResolvedPath = lastResolvedPath
    }

    /// The line that lets exactly this command through from now on; `nil` when nobody knows yet which file would run.
    public init?(always command: ExecCommand, id: String? = nil) {
        guard let path = command.resolvedPath else { return nil }
        self.init(
            id: id,
            pattern: path,
            arguments: Array(command.arguments.dropFirst()),
            workingDirectory: command.workingDirectory,
            fileDigests: command.fileDigests
        )
    }

    /// Whether it lets a command through.
    ///
    /// A line without arguments never fits a program that runs others: `env`, `bash` and the like would make it a line for everything.
    public func matches(_ command: ExecCommand, home: String? = nil) -> Bool {
        guard self.argumentPattern == nil, let path = command.resolvedPath else { return false }
        guard let arguments else {
            return !command.runsOthers && ExecPathPattern(self.pattern, home: home)?.matches(path) ?? false
        }
        // Exact lines compare the path as text: a pattern could make them fit another program.
        return self.pattern == path && arguments == Array(command.arguments.dropFirst()) && self.workingDirectory == command.workingDirectory
            && self.fileDigests == command.fileDigests
    }
}
