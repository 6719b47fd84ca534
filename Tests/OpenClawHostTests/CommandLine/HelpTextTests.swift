// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawHost

@Suite("HelpText")
struct HelpTextTests {
    private static func everyCommand(_ command: Command = Commands.root, _ path: [String] = []) -> [(Command, [String])] {
        [(command, path)] + command.subcommands.flatMap { self.everyCommand($0, path + [$0.name]) }
    }

    @Test func everyCommandHasASummaryAndAnExampleOfItself() {
        for (command, path) in Self.everyCommand() {
            #expect(!command.summary.isEmpty && command.summary.first?.isUppercase != true, "\(path)")
            #expect(!command.examples.isEmpty, "\(path)")
            for example in command.examples { #expect(example.line.hasPrefix("openclaw "), "\(example.line)") }
            for option in command.acceptedOptions {
                #expect(option.name.hasPrefix("--"), "\(option.name)")
                #expect(!option.summary.isEmpty, "\(option.name)")
            }
            let names = command.acceptedOptions.flatMap(\.names)
            #expect(Set(names).count == names.count, "\(path): \(names)")
        }
    }

    @Test func everyExampleIsACommandLineThatIsUnderstood() throws {
        let parser = CommandParser(root: Commands.root, host: emptyHost())
        for (command, _) in Self.everyCommand() {
            for example in command.examples { _ = try parser.parse(Self.words(example.line)) }
        }
    }

    @Test func theHelpOfACommandLooksLikeThis() {
        let text = HelpText(
            command: GatewayCallCommand.command,
            path: ["gateway", "call"],
            style: ConsoleStyle(isColoured: false)
        ).text
        let expected = """
            openclaw gateway call — call a method of a running gateway and print the answer

            Usage
              openclaw gateway call METHOD [FLAGS]

            Arguments
              METHOD  The method, for example health or sessions.list

            Flags
              --params JSON             The parameters as a JSON object
              --expect-final            Wait for the last answer of methods that answer twice
              --json                    Print JSON for programs
              --url URL                 Address of another gateway; stored credentials are not used for
                                        it
              --port PORT               Port of the gateway on this machine
              --token TOKEN             Token to sign in with
              --password TEXT           Password to sign in with
              --tls-fingerprint SHA256  The fingerprint the gateway's certificate must have, for one of
                                        its own making
              --timeout MS              How long to wait for an answer, in milliseconds

            Flags of every command
              --profile NAME                  Use ~/.openclaw-NAME instead of ~/.openclaw: own
                                              configuration, state and sessions
              --dev                           The profile "dev", with port 19001
              --config FILE                   Read this configuration file
              --log-level trace|debug|info|warn|error|fatal|silent
                                              Least important level that is logged
              --no-color                      No colours; NO_COLOR in the environment does the same
              --help, -h                      Show help

            Examples
              openclaw gateway call health
                  A method without parameters
              openclaw gateway call sessions.list --params '{"limit": 5}' --json
                  One with parameters, the answer as JSON

            """
        #expect(text == expected)
    }

    @Test func colourIsOnlyAddedNeverNeeded() {
        for (command, path) in Self.everyCommand() {
            let plain = HelpText(command: command, path: path, style: ConsoleStyle(isColoured: false)).text
            var coloured = HelpText(command: command, path: path, style: ConsoleStyle(isColoured: true)).text
            while let start = coloured.firstIndex(of: "\u{1B}"), let end = coloured[start...].firstIndex(of: "m") {
                coloured.removeSubrange(start...end)
            }
            #expect(coloured == plain)
        }
    }

    /// Splits a line at spaces, but not inside quotes.
    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word = ""
        var quote: Character?
        for character in line {
            if let open = quote {
                if character == open { quote = nil } else { word.append(character) }
            } else if character == "'" || character == "\"" {
                quote = character
            } else if character == " " {
                words.append(word)
                word = ""
            } else {
                word.append(character)
            }
        }
        return Array((words + [word]).dropFirst())
    }
}
