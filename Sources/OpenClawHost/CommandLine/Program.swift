// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Runs one command line.
struct Program: Sendable {
    let host: Host

    /// Parses and runs, and turns failures into messages and exit codes.
    func run(_ words: [String]) async -> ExitCode {
        var host = self.host
        let isPlain = words.prefix { $0 != "--" }.contains("--no-color")
        if isPlain { host.console = host.console.plain }
        let wantsJSON = words.prefix { $0 != "--" }.contains("--json")
        host.console.isForPrograms = wantsJSON
        do {
            switch try CommandParser(root: Commands.root, host: host).parse(words) {
            case .version:
                host.console.line("OpenClaw \(Gateway.version)")
                return .success
            case .help(let command, let path):
                host.console.write(HelpText(command: command, path: path, style: host.console.style).text)
                return .success
            case .run(let invocation):
                guard let action = invocation.command.action else { return .usage }
                return try await action(invocation)
            }
        } catch {
            return Self.report(error, console: host.console, asJSON: wantsJSON)
        }
    }

    private static func report(_ error: any Error, console: Console, asJSON: Bool) -> ExitCode {
        let failure: CommandFailure
        switch error {
        case let error as CommandFailure: failure = error
        case let error as ConfigurationError:
            failure = CommandFailure(
                message: "the configuration cannot be used (\(error.problems.count) problem\(error.problems.count == 1 ? "" : "s"))",
                advice: error.problems.map(\.description),
                exitCode: .configuration,
                code: "INVALID_CONFIG"
            )
        default: failure = CommandFailure(message: "\(error)")
        }
        if asJSON {
            var object: JSONObject = ["code": .string(failure.code), "message": .string(failure.message)]
            if !failure.advice.isEmpty { object["advice"] = .array(failure.advice.map(JSONValue.string)) }
            console.json(JSONValue.object(["ok": false, "error": .object(object)]))
        } else {
            console.errorLine("\(console.errorStyle.bad("error:")) \(failure.message)")
            for line in failure.advice { console.errorLine("  \(line)") }
        }
        return failure.exitCode
    }
}
