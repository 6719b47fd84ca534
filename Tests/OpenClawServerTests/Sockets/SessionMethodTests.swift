// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import OpenClawTesting
import Testing

@Suite struct SessionMethodTests {
    @Test func aSessionIsListedRenamedResetAndDeleted() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            let subscribed = try await socket.call("sessions.subscribe")
            #expect(subscribed["subscribed"]?.boolValue == true)
            let key: JSONValue = "agent:main:project"
            _ = try await socket.call("chat.send", ["sessionKey": key, "message": "plan the party", "idempotencyKey": "1"])
            _ = try await socket.event("chat", where: { $0["state"]?.stringValue == "final" })
            let list = try await socket.call("sessions.list", ["search": "party"])
            #expect(list["sessions"]?.arrayValue?.first?["key"] == key)
            #expect(list["sessions"]?.arrayValue?.first?["derivedTitle"]?.stringValue == "plan the party")
            #expect(list["count"]?.intValue == 1)
            let patched = try await socket.call("sessions.patch", ["key": key, "label": "Party", "pinned": true])
            #expect(patched["entry"]?["label"]?.stringValue == "Party")
            let event = try await socket.event("sessions.changed", where: { $0["reason"]?.stringValue == "patch" })
            #expect(event["payload"]?["sessionKey"] == key)
            let preview = try await socket.call("sessions.preview", ["keys": [key, "agent:main:nothing"]])
            #expect(preview["previews"]?.arrayValue?.map { $0["status"]?.stringValue } == ["ok", "missing"])
            _ = try await socket.call("sessions.reset", ["key": key])
            let history = try await socket.call("chat.history", ["sessionKey": key])
            #expect(history["messages"]?.arrayValue?.isEmpty == true)
            let deleted = try await socket.call("sessions.delete", ["key": key])
            #expect(deleted["deleted"]?.boolValue == true)
            let again = try await socket.call("sessions.delete", ["key": key])
            #expect(again["deleted"]?.boolValue == false)
            await socket.close()
        }
    }

    @Test func aSessionThatTakesNoMessagesSaysSo() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            let key: JSONValue = "agent:main:quiet"
            _ = try await socket.call("sessions.create", ["key": key])
            _ = try await socket.call("sessions.patch", ["key": key, "sendPolicy": "deny"])
            for (method, name) in [
                ("chat.send", "sessionKey"), ("agent", "sessionKey"), ("sessions.send", "key"), ("sessions.steer", "key"),
            ] {
                let error = try await socket.failure(method, [name: key, "message": "hello", "idempotencyKey": .string(method)])
                #expect(error["code"]?.stringValue == "INVALID_REQUEST", "\(method)")
                #expect(error["message"]?.stringValue == "send blocked by session policy", "\(method)")
            }
            _ = try await socket.call("sessions.patch", ["key": key, "sendPolicy": .null])
            let sent = try await socket.call("chat.send", ["sessionKey": key, "message": "hello", "idempotencyKey": "later"])
            #expect(sent["status"]?.stringValue == "started")
            await socket.close()
        }
    }

    @Test func aSilencedSessionTakesNothingFromChannelsAndSendsNothing() async throws {
        let channel = ScriptedChannel(id: "wire")
        try await LiveGateway.run(parts: { $0.channels = [channel] }) { live in
            let socket = try await live.connect()
            let peer = Peer(id: "42")
            _ = try await channel.deliver(text: "early", from: peer, event: "e1")
            try await channel.waitForSends(1)
            let listed = try await socket.call("sessions.list")
            let key = try #require(listed["sessions"]?[0]?["key"])
            _ = try await socket.call("sessions.patch", ["key": key, "sendPolicy": "deny"])
            #expect(try await channel.deliver(text: "late", from: peer, event: "e2") == .rejected(reason: "send blocked by session policy"))
            // What was taken before is there, whatever the session says now.
            guard case .duplicate = try await channel.deliver(text: "early", from: peer, event: "e1") else {
                Issue.record("the message taken before was refused")
                return
            }
            let error = try await socket.failure(
                "send",
                ["to": "42", "message": "hello", "idempotencyKey": "s", "sessionKey": key]
            )
            #expect(error["message"]?.stringValue == "send blocked by session policy")
            #expect(channel.sent.map(\.text) == ["early"])
            _ = try await socket.call("sessions.patch", ["key": key, "sendPolicy": "allow"])
            _ = try await channel.deliver(text: "late", from: peer, event: "e2")
            try await channel.waitForSends(2)
            #expect(channel.sent.map(\.text) == ["early", "late"])
            await socket.close()
        }
    }

    @Test func rowsNameProviderAndModelApart() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            let made = try await socket.call("sessions.create")
            let key = try #require(made["key"]?.stringValue)
            let parts = key.split(separator: ":", maxSplits: 3).map(String.init)
            #expect(parts.prefix(3) == ["agent", "main", "dashboard"])
            #expect(parts.last?.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
            let list = try await socket.call("sessions.list")
            for place in [list["sessions"]?[0], list["defaults"]] {
                #expect(place?["modelProvider"]?.stringValue == "echo")
                #expect(place?["model"]?.stringValue == "echo")
            }
            _ = try await socket.call("sessions.patch", ["key": .string(key), "model": "far/away/model"])
            let row = try await socket.call("sessions.list")["sessions"]?[0]
            #expect(row?["modelProvider"]?.stringValue == "far")
            #expect(row?["model"]?.stringValue == "away/model")
            await socket.close()
        }
    }

    @Test func subscriptionsAcceptEmptyParameters() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            let messages = try await socket.call("sessions.messages.subscribe")
            #expect(messages["subscribed"]?.boolValue == true)
            #expect(messages["key"]?.stringValue == "agent:main:main")
            await socket.close()
        }
    }

    @Test func historyIsPagedFromTheNewest() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            for number in 1...3 {
                _ = try await socket.call("chat.inject", ["sessionKey": "main", "message": .string("m\(number)")])
            }
            func texts(_ page: JSONValue) -> [String?]? {
                page["messages"]?.arrayValue?.map { $0["content"]?.arrayValue?.first?["text"]?.stringValue }
            }
            let newest = try await socket.call("chat.history", ["sessionKey": "main", "limit": 2])
            #expect(texts(newest) == ["m2", "m3"])
            #expect(newest["hasMore"]?.boolValue == true)
            #expect(newest["nextOffset"]?.intValue == 2)
            let older = try await socket.call("chat.history", ["sessionKey": "main", "limit": 2, "offset": 2])
            #expect(texts(older) == ["m1"])
            #expect(older["hasMore"]?.boolValue == false)
            await socket.close()
        }
    }
}
