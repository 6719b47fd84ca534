// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@testable import OpenClawHost

/// What the flags of `openclaw cron` ask the gateway for.
@Suite struct CronJobsTests {
    private static let berlin: JSONValue = ["kind": "cron", "expr": "0 9 * * *", "tz": "Europe/Berlin", "staggerMs": 5]
    private static let turn: JSONValue = ["kind": "agentTurn", "message": "x", "model": "m"]
    private static let conversation: JSONValue = [
        "mode": "announce", "channel": "telegram", "to": "3", "threadId": "t", "bestEffort": true,
    ]

    private func fields(_ words: [String], changing job: JSONValue? = nil) throws -> JSONObject {
        guard case .run(let invocation) = try CommandParser(root: Commands.root, host: emptyHost()).parse(["cron"] + words) else {
            throw CommandFailure(message: "no command was found")
        }
        let message = job == nil ? invocation.arguments.first : invocation.text("--message")
        return try CronJobs.fields(invocation, message: message, changing: job)
    }

    private func refusal(_ words: [String], changing job: JSONValue? = nil) -> String? {
        do {
            _ = try self.fields(words, changing: job)
            return nil
        } catch {
            return (error as? CommandFailure)?.message ?? "\(error)"
        }
    }

    @Test(
        "what a change does not name stays",
        arguments: [
            (["--cron", "0 8 * * *"], ["schedule": ["kind": "cron", "expr": "0 8 * * *", "tz": "Europe/Berlin", "staggerMs": 5]]),
            (["--tz", "UTC"], ["schedule": ["kind": "cron", "expr": "0 9 * * *", "tz": "UTC", "staggerMs": 5]]),
            (["--every", "2h"], ["schedule": ["kind": "every", "everyMs": 7_200_000]]),
            (["--to", "4"], ["delivery": ["mode": "announce", "channel": "telegram", "to": "4", "threadId": nil]]),
            (["--channel", "matrix"], ["delivery": ["mode": "announce", "channel": "matrix", "to": "3"]]),
            (["--webhook", "https://h.test/"], ["delivery": ["mode": "webhook", "to": "https://h.test/"]]),
            (["--no-failure-alert"], ["failureAlert": false]), (["--failure-alert"], ["failureAlert": ["after": 3]]),
            (["--failure-alert-cooldown", "2h"], ["failureAlert": ["after": 3, "cooldownMs": 7_200_000]]),
            (
                ["--failure-alert-to", "https://h.test/", "--failure-alert-after", "1"],
                ["failureAlert": ["after": 1, "to": "https://h.test/", "mode": "webhook"]]
            ),
            (["--message", "other"], ["payload": ["message": "other"]]), (["--model", "n"], ["payload": ["model": "n"]]),
            (["--system"], ["payload": ["kind": "systemEvent", "text": "x"], "sessionTarget": "main"]),
        ] as [([String], JSONObject)]
    ) func whatIsNotNamedStays(words: [String], patch: JSONObject) throws {
        let job: JSONValue = ["schedule": Self.berlin, "payload": Self.turn, "delivery": Self.conversation, "failureAlert": ["after": 3]]
        #expect(try self.fields(["edit", "j"] + words, changing: job) == patch)
    }

    @Test func aJobOfTheSystemKeepsItsKind() throws {
        let job: JSONValue = [
            "schedule": ["kind": "every", "everyMs": 1_000, "anchorMs": 7], "payload": ["kind": "systemEvent", "text": "x"],
            "delivery": ["mode": "none"],
        ]
        #expect(try self.fields(["edit", "j", "--message", "other"], changing: job) == ["payload": ["text": "other"]])
        let faster = try self.fields(["edit", "j", "--every", "1m"], changing: job)
        #expect(faster == ["schedule": ["kind": "every", "everyMs": 60_000, "anchorMs": 7]])
        let delivered = try self.fields(["edit", "j", "--to", "4"], changing: job)
        #expect(delivered == ["delivery": ["mode": "announce", "channel": "last", "to": "4"]])
        #expect(self.refusal(["edit", "j", "--tz", "UTC"], changing: job)?.contains("--cron") == true)
        #expect(self.refusal(["edit", "j", "--channel", "telegram"], changing: job)?.contains("--to") == true)
        #expect(self.refusal(["edit", "j"], changing: job)?.contains("say what to change") == true)
    }

    @Test(
        "what can only fail is refused under the name of the flag",
        arguments: [
            (["--every", "3"], "--every 3 has no unit"), (["--every", "0.5s"], "--every 0.5s is not between 1s"),
            (["--every", "often"], "--every: "),
            (["--every", "1h", "--system", "--session", "other"], "--session does not go with --system"),
            (["--every", "1h", "--system", "--model", "m"], "--model does not go with --system"),
        ] as [([String], String)]
    ) func whatCanOnlyFailIsRefused(words: [String], reason: String) {
        #expect(self.refusal(["add", "x"] + words)?.hasPrefix(reason) == true, "\(self.refusal(["add", "x"] + words) ?? "")")
        let job: JSONValue = ["schedule": Self.berlin, "payload": Self.turn]
        #expect(self.refusal(["edit", "j"] + words, changing: job)?.hasPrefix(reason) == true)
    }

    @Test func aListNamesWhatIsNotUnderstood() throws {
        let console = TestConsole()
        let outcome = try CommandParser(root: Commands.root, host: emptyHost(console)).parse(["cron", "list"])
        guard case .run(let invocation) = outcome else { throw CommandFailure(message: "no command was found") }
        let unknown: JSONValue = [
            ["id": "j1", "name": "n", "position": 1, "reason": "no \u{1B}[2Jgood"], ["position": 2, "reason": "no id"],
        ]
        CronReport(invocation).jobs([], ["notUnderstood": 3, "notUnderstoodJobs": unknown])
        #expect(!console.output.contains("no jobs"))
        for words in ["j1  n  not understood", "no \u{FFFD}[2Jgood", "number 2", "and 1 more"] {
            #expect(console.output.contains(words), "\(console.output)")
        }
        CronReport(invocation).jobs([], ["jobs": []])
        #expect(console.output.hasSuffix("no jobs; add one: openclaw cron add --every 30m \"Look for new mail\"\n"))
    }

    @Test func aNewJobHasItsKindAndItsDelivery() throws {
        let fields = try self.fields(["add", "x", "--every", "30m", "--channel", "telegram", "--to", "3", "--session", "main"])
        #expect(
            fields == [
                "schedule": ["kind": "every", "everyMs": 1_800_000], "payload": ["kind": "agentTurn", "message": "x"],
                "delivery": ["mode": "announce", "channel": "telegram", "to": "3"], "sessionTarget": "session:main",
            ]
        )
        #expect(self.refusal(["add", "x", "--every", "1h", "--channel", "telegram"])?.contains("--to") == true)
        #expect(self.refusal(["add", "x", "--every", "1h", "--tz", "UTC"])?.contains("--cron") == true)
        #expect(self.refusal(["add", "x"])?.contains("say when") == true)
    }
}
