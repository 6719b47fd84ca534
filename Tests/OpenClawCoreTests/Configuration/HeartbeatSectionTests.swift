// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

/// `agents.defaults.heartbeat` and the `heartbeat` of agents.
@Suite struct HeartbeatSectionTests {
    @Test func everyKeyReachesTheGateway() throws {
        let loaded = try load(
            """
            { agents: { defaults: { userTimezone: "UTC", heartbeat: {
              every: "30m", prompt: "all well?", ackMaxChars: 7, activeHours: { start: "22:00", end: "06:30" },
              target: "support", to: "group:kitchen", accountId: "work", directPolicy: "block", session: "agent:main:office",
              isolatedSession: true, model: "openai/small", lightContext: true,
            } } } }
            """
        )
        #expect(loaded.notes.isEmpty)
        let heartbeat = loaded.configuration.agents.defaults.heartbeat.heartbeat { name in
            #expect(name == "user")
            return .utc
        }
        let expected = HeartbeatConfiguration(
            every: .seconds(1_800),
            prompt: "all well?",
            acknowledgementCharacters: 7,
            activeHours: HeartbeatHours(start: 1_320, end: 390),
            target: .channel("support"),
            recipient: "group:kitchen",
            account: "work",
            allowsDirectConversations: false,
            session: "agent:main:office",
            isIsolated: true,
            model: "openai/small",
            hasLightContext: true
        )
        #expect(heartbeat == expected)
    }

    @Test func withoutKeysThereIsNone() throws {
        let agents = try load("{}").configuration.agents
        #expect(agents.defaults.heartbeat.heartbeat { _ in .utc } == HeartbeatConfiguration())
        #expect(agents.heartbeats.isEmpty)
    }

    @Test func whatAnAgentLeavesOutIsAsInTheDefaults() throws {
        let agents = try load(
            """
            { agents: {
              defaults: { heartbeat: { every: "1h", prompt: "all well?", target: "last", lightContext: true } },
              list: [{ id: "main" }, { id: "ops", heartbeat: { every: 60, lightContext: false } }],
              entries: { night: { heartbeat: {} } },
            } }
            """
        ).configuration.agents
        #expect(agents.heartbeats.keys.map(\.rawValue).sorted() == ["night", "ops"])
        let ops = try #require(agents.heartbeats["ops"]).heartbeat { _ in .utc }
        #expect(ops == HeartbeatConfiguration(every: .seconds(60), prompt: "all well?", target: .last))
        let night = try #require(agents.heartbeats["night"]).heartbeat { _ in .utc }
        #expect(night.every == .seconds(3_600))
        #expect(night.hasLightContext)
    }

    @Test(arguments: [
        (
            "activeHours: { start: \"8:00\", end: \"22:00\" }",
            #"activeHours.start: expected a time from "00:00" to "23:59", found the string "8:00""#
        ),
        (
            "activeHours: { start: \"24:00\", end: \"22:00\" }",
            #"activeHours.start: expected a time from "00:00" to "23:59", found the string "24:00""#
        ),
        ("activeHours: { start: \"08:00\" }", #"activeHours: "end" is missing; add it"#),
        (
            "activeHours: { start: \"08:00\", end: \"08:00\" }",
            "activeHours: the hours begin and end at 08:00; write 00:00 to 24:00 for the whole day, or set every to 0"
        ),
        (
            "activeHours: { start: \"08:00\", end: \"22:00\", timezone: \"Mars/X\" }",
            #"activeHours.timezone: there is no time zone "Mars/X"; use a name such as Europe/Berlin, America/New_York or UTC"#
        ),
        ("target: \"a b\"", #"target: expected "none", "last" or the name of a channel, found the string "a b""#),
        ("target: \"owner\"", #"target: "owner" is not available in this version; write a channel, and whom it reaches as "to""#),
        ("directPolicy: \"blok\"", #"directPolicy: the string "blok" is none of its values; did you mean "block"?"#),
        ("session: \"agent:ops:main\"", #"session: is a session of the agent "ops"; leave it out, or name one of "main""#),
        ("model: \"a b\"", #"model: expected a model as "provider/model", found the string "a b""#),
    ])
    func whatIsWrongIsToldWithItsPlace(keys: String, problem: String) {
        let own = problems("{ agents: { list: [{ id: \"main\", heartbeat: { \(keys) } }, { id: \"ops\" }] } }")
        #expect(own.count == 1 && own[0].hasSuffix(": agents.list[0].heartbeat.\(problem)"), "\(own)")
        let common = problems("{ agents: { defaults: { heartbeat: { \(keys) } }, entries: { main: {} } } }")
        #expect(common.count == 1 && common[0].hasSuffix(": agents.defaults.heartbeat.\(problem)"), "\(common)")
    }

    @Test func keysThatDoNothingSaySo() throws {
        let notes = try load("{ agents: { defaults: { heartbeat: { includeReasoning: true } } } }").notes.map(\.description)
        #expect(notes.count == 1 && notes[0].hasSuffix("includeReasoning: the setting has no effect in this version"), "\(notes)")
    }
}
