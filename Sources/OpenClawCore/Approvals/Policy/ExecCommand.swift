// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a person approves, to the last byte: program, arguments, directory, environment and the files it depends on.
public struct ExecCommand: Sendable, Hashable {
    /// The program and its arguments, as they are handed to the system. No shell looks at them.
    public var arguments: [String]
    /// The directory it runs in; `nil` is the node's own.
    public var workingDirectory: String?
    /// Variables beside the small set every program gets.
    public var environment: [String: String]
    /// The program's file with all symbolic links resolved; `nil` while nobody has looked.
    public var resolvedPath: String?
    /// The digests of scripts among the arguments, by path: what was approved is what runs.
    public var fileDigests: [String: String]
    /// The programs of the line when the command is a shell with a simple one (``ExecShellLine``), each resolved; empty for others.
    public var chain: [ExecCommand] = []
    /// The agent on whose behalf it runs.
    public var agentID: String?
    /// The conversation in which it was asked for.
    public var sessionKey: String?

    /// The most arguments.
    public static let maximumArguments = 1_024
    /// The most bytes of all arguments.
    public static let maximumBytes = 128 << 10

    /// Makes a command.
    public init(
        arguments: [String],
        workingDirectory: String? = nil,
        environment: [String: String] = [:],
        resolvedPath: String? = nil,
        fileDigests: [String: String] = [:],
        agentID: String? = nil,
        sessionKey: String? = nil
    ) {
        self.arguments = arguments
        self.workingDirectory = workingDirectory
        self.environment = environment
        self.resolvedPath = resolvedPath
        self.fileDigests = fileDigests
        self.agentID = agentID
        self.sessionKey = sessionKey
    }

    /// Why it may never run; `nil` when it may.
    public var complaint: String? {
        guard let program = self.arguments.first, !program.isEmpty else { return "there is no program to run" }
        guard self.arguments.count <= Self.maximumArguments, self.arguments.reduce(0, { $0 + $1.utf8.count }) <= Self.maximumBytes else {
            return "the command is too long: at most \(Self.maximumArguments) arguments of \(Self.maximumBytes) bytes together"
        }
        guard !self.arguments.contains(where: { $0.utf8.contains(0) }), !(self.workingDirectory ?? "").utf8.contains(0) else {
            return "the command has a zero byte"
        }
        return ExecEnvironment.complaint(self.environment)
    }

    /// The command as a person reads it.
    public var text: String { DisplayText.commandLine(self.arguments) }

    /// The programs of the line that a shell is to run, or `nil` when the command is no shell with a simple line or a program is not found.
    /// - Parameter resolve: The file a name stands for, with all symbolic links resolved.
    public func segments(resolve: (String) -> String?) -> [ExecCommand]? {
        guard self.environment.isEmpty, let line = ExecShellLine(of: self.arguments, resolvedPath: self.resolvedPath) else { return nil }
        var segments: [ExecCommand] = []
        for arguments in line.commands {
            guard let path = resolve(arguments[0]) else { return nil }
            segments.append(
                ExecCommand(arguments: arguments, workingDirectory: self.workingDirectory, resolvedPath: path, agentID: self.agentID)
            )
        }
        return segments
    }

    /// Whether the program runs other programs or code that it is given, so that its path alone says nothing about what happens.
    public var runsOthers: Bool {
        let names = [self.arguments.first, self.resolvedPath].compactMap { $0?.split(separator: "/").last?.lowercased() }
        return names.contains(where: ExecWrappers.contains)
    }
}
