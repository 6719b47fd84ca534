// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@testable import OpenClawHost

@Suite("CommandParser")
struct CommandParserTests {
    private func parse(_ words: String...) throws -> CommandParser.Outcome {
        try CommandParser(root: Commands.root, host: emptyHost()).parse(words)
    }

    private func invocation(_ words: [String]) throws -> Invocation {
        guard case .run(let invocation) = try CommandParser(root: Commands.root, host: emptyHost()).parse(words) else {
            throw CommandFailure(message: "no command was found")
        }
        return invocation
    }

    private func failure(_ words: [String]) -> CommandFailure? {
        do {
            _ = try CommandParser(root: Commands.root, host: emptyHost()).parse(words)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "finds the command",
        arguments: [
            ("gateway", "gateway run"), ("gateway run", "gateway run"), ("gateway --port 5", "gateway run"),
            ("gateway status", "gateway status"),
            ("--dev gateway", "gateway run"), ("gateway --dev status", "gateway status"), ("--profile x status", "status"),
            ("config get", "config get"), ("chat", "chat"), ("--log-level silent gateway call health", "gateway call"),
            ("chat gateway status", "chat"),
        ]
    )
    func path(_ line: String, _ path: String) throws {
        let words = line.split(separator: " ").map(String.init)
        #expect(try self.invocation(words).path.joined(separator: " ") == path)
    }

    @Test func flagsTakeTheirValuesInBothForms() throws {
        let invocation = try self.invocation(["gateway", "--port", "19000", "--bind=lan", "--token=a=b", "--verbose"])
        #expect(invocation.integer("--port") == 19_000)
        #expect(invocation.text("--bind") == "lan")
        #expect(invocation.text("--token") == "a=b")
        #expect(invocation.has("--verbose"))
        #expect(!invocation.has("--headless"))
    }

    @Test func theLastOfRepeatedFlagsCounts() throws {
        #expect(try self.invocation(["gateway", "--port", "1", "--port", "2"]).integer("--port") == 2)
    }

    @Test func aValueMayBeginWithADash() throws {
        #expect(try self.invocation(["health", "--token", "-abc"]).text("--token") == "-abc")
        #expect(try self.invocation(["health", "--token", "--abc"]).text("--token") == "--abc")
    }

    @Test func twoDashesEndTheFlags() throws {
        let invocation = try self.invocation(["chat", "--session", "s", "--", "--help", "me"])
        #expect(invocation.arguments == ["--help", "me"])
    }

    @Test func shortFlagsAndWordsOfAMessage() throws {
        #expect(try self.invocation(["agent", "-m", "hello"]).text("--message") == "hello")
        #expect(try self.invocation(["chat", "what", "is", "2-1"]).arguments == ["what", "is", "2-1"])
    }

    @Test func helpIsShownOfTheCommandItIsAskedFor() throws {
        for words in [
            ["--help"], ["help"], [], ["gateway", "--help"], ["-h"], ["config"], ["help", "gateway", "call"], ["chat", "hi", "--help"],
        ] {
            guard case .help(let command, _) = try CommandParser(root: Commands.root, host: emptyHost()).parse(words) else {
                Issue.record("no help for \(words)")
                continue
            }
            let named = words.last { !$0.hasPrefix("-") && $0 != "help" && $0 != "hi" } ?? "openclaw"
            #expect(command.name == named)
        }
    }

    @Test func theVersionMayBeAskedForAnywhere() throws {
        for words in [["--version"], ["-V"], ["gateway", "--version"], ["--dev", "-v"]] {
            guard case .version = try CommandParser(root: Commands.root, host: emptyHost()).parse(words) else {
                Issue.record("no version for \(words)")
                continue
            }
        }
    }

    @Test(
        "refuses with a suggestion",
        arguments: [
            (["gatway"], "\"gatway\" is no command of openclaw", "did you mean: openclaw gateway"),
            (["config", "vaildate"], "\"vaildate\" is no command of openclaw config", "did you mean: openclaw config validate"),
            (["gateway", "--bnd", "x"], "openclaw gateway has no flag --bnd", "did you mean: --bind"),
            (["chat", "--sesion", "x"], "openclaw chat has no flag --sesion", "did you mean: --session"),
            (["gateway", "--verbose=1"], "--verbose takes no value; write it alone", "more: openclaw gateway --help"),
            (["health", "--token", "--json"], "--token needs a value: --token TOKEN", "more: openclaw health --help"),
            (
                ["health", "--timeout", "soon"], "--timeout takes a whole number from 1 to 86400000, not \"soon\"",
                "more: openclaw health --help"
            ),
            (
                ["--log-level", "loud", "health"],
                "--log-level takes one of trace, debug, info, warn, error, fatal, silent, not \"loud\"", "more: openclaw --help"
            ),
        ]
    )
    func refusal(_ words: [String], _ message: String, _ advice: String) throws {
        let failure = try #require(self.failure(words))
        #expect(failure.message == message)
        #expect(failure.advice.first == advice)
        #expect(failure.exitCode == .usage)
    }
}
