// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// The world outside a command: everything it gets from the process it runs in.
struct Host: Sendable {
    /// The environment variables.
    var environment: [String: String]
    /// The user's home directory.
    var home: String
    /// The directory the program was started in.
    var workingDirectory: String
    /// The process.
    var processID: Int
    /// The reader of configuration files.
    var files: any ConfigurationFiles = PlatformConfigurationFiles()
    /// The disk.
    var fileSystem: any FileSystem = PlatformFileSystem()
    /// Makes tokens and identifiers.
    var identifiers: any IDGenerator = UUIDGenerator(random: SystemRandomSource())
    /// The output.
    var console: Console
    /// The lines a person types.
    var input: any LineSource = StandardInput()
    /// Ctrl-C and the request to end; `nil` in tests.
    var signals: SignalWatcher?

    /// A variable that is set and not empty.
    func variable(_ name: String) -> String? { self.environment[name].flatMap { $0.isEmpty ? nil : $0 } }
}
