// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawTesting
import OpenClawWire
import Synchronization
import Testing

/// One test for each published advisory about what requests may reach (Docs/Security.md has the whole list).
@Suite struct RequestAdvisoryTests {
    static let secret = "correct-horse-battery-staple-0123456789"

    @Test(
        "CVE-2026-43528: config.get shows a secret in none of its copies, whatever name it has in the file",
        arguments: [
            "{gateway: {auth: {token: 'SECRET'}}}", "{gateway: {auth: {mode: 'password', password: 'SECRET'}}}",
            "{gateway: {authToken: 'SECRET'}}", "{gateway: {token: 'SECRET'}}", "{security: {accessToken: 'SECRET'}}",
            "{auth: {type: 'jwt', secret: 'SECRET'}}", "{gateway: {remote: {url: 'wss://a.example', token: 'SECRET'}}}",
            "{hooks: {enabled: true, token: 'SECRET'}}",
            "{models: {providers: {x: {baseUrl: 'https://a.example/v1', apiKey: 'SECRET', models: [{id: 'm'}]}}}}",
            "{env: {vars: {A_TOKEN: 'SECRET'}}}", "{gateway: {auth: {token: 'SECRET'}}", "{gateway: {auth: {tokn: 'SECRET'}}}",
        ]
    ) func CVE_2026_43528_noCopyShowsASecret(text: String) async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/openclaw.json"
            try PlatformFileSystem().replaceContents(of: path, with: Array(text.replacing("SECRET", with: Self.secret).utf8))
            let loader = ConfigurationLoader(environment: [:])
            var loaded = try loader.load(path: nil)
            // A gateway that was started with the right file goes on when the file is broken afterwards.
            if let now = try? loader.load(path: path) { loaded = now }
            let manager = ConfigurationManager(
                ConfigurationManager.Environment(
                    path: path,
                    files: PlatformConfigurationFiles(),
                    fileSystem: PlatformFileSystem(),
                    variables: [:],
                    digest: { "\($0.count)" },
                    logger: .disabled
                ),
                loaded: loaded
            )
            let methods = ConfigurationMethods.make(manager, on: globalConcurrentExecutor)
            try await LiveGateway.run(parts: { $0.methods = methods }) { live in
                let socket = try await live.connect(scopes: ["operator.read"])
                let frame = try await socket.response(socket.request("config.get"))
                #expect(frame["ok"]?.boolValue == true)
                let shown = String(decoding: frame.serialized(), as: UTF8.self)
                #expect(!shown.contains(Self.secret), "\(shown)")
                #expect(!shown.contains("battery-staple"))
                #expect(try await socket.failure("config.set", ["raw": "{}"])["details"]?["code"]?.stringValue == "MISSING_SCOPE")
                await socket.close()
            }
        }
    }

    @Test(
        "CVE-2026-41359: send reaches a channel and nothing else, whatever it says",
        arguments: [
            "/config set gateway.auth.mode none", "/cron add {}", "/approve 1 allow-always", "/restart", "!id", "config.patch",
        ]
    ) func CVE_2026_41359_sendReachesTheChannelOnly(text: String) async throws {
        let channel = ScriptedChannel(id: "wire")
        let turns = Atomic(0)
        let agent = ClosureAgent(id: "main") { _ in
            turns.add(1, ordering: .relaxed)
            return "?"
        }
        try await LiveGateway.run(agents: [agent], parts: { $0.channels = [channel] }) { live in
            let writer = try await live.connect(scopes: ["operator.write"])
            let params: JSONObject = ["to": "7", "channel": "wire", "message": .string(text), "idempotencyKey": "k"]
            _ = try await writer.call("send", params)
            #expect(channel.sent.map(\.text) == [text])
            #expect(turns.load(ordering: .relaxed) == 0)
            for (method, params): (String, JSONObject) in [
                ("cron.add", ["schedule": ["kind": "every", "everyMs": 60_000], "payload": ["kind": "agentTurn", "message": "x"]]),
                ("config.patch", ["raw": "{}"]), ("set-heartbeats", ["enabled": false]), ("device.pair.approve", ["requestId": "x"]),
            ] {
                #expect(try await writer.failure(method, params)["details"]?["code"]?.stringValue == "MISSING_SCOPE", "\(method)")
            }
            for name in ["command", "gatewayMethod", "method", "scopes", "elevated"] {
                var more = params
                more[name] = "config.patch"
                #expect(try await writer.failure("send", more)["message"]?.stringValue?.contains("unexpected property '\(name)'") == true)
            }
            let reader = try await live.connect(scopes: ["operator.read"])
            #expect(try await reader.failure("send", params)["details"]?["missingScope"]?.stringValue == "operator.write")
            for socket in [writer, reader] { await socket.close() }
        }
    }

    @Test("CVE-2026-41329 CVE-2026-32048: a heartbeat has the agent, the session and the rights of any other turn, and no more")
    func CVE_2026_41329_CVE_2026_32048_aHeartbeatIsATurnLikeAnyOther() async throws {
        let seen = SharedValue<[Turn]>([])
        func agent(_ id: AgentID) -> ClosureAgent {
            ClosureAgent(id: id) { turn in
                seen.set(seen.value + [turn])
                return "HEARTBEAT_OK"
            }
        }
        try await LiveGateway.run(agents: [agent("main"), agent("small")]) { live in
            let socket = try await live.connect(scopes: ["operator.write"])
            _ = try await socket.call("chat.send", ["sessionKey": "agent:small:main", "message": "hi", "idempotencyKey": "1"])
            _ = try await socket.event("chat") { $0["state"]?.stringValue == "final" }
            _ = try await socket.call("wake", ["mode": "now", "text": "look", "sessionKey": "agent:small:main"])
            _ = try await socket.event("heartbeat")
            let turns = seen.value
            #expect(turns.map(\.agentID) == ["small", "small"], "a woken session stays with its own agent")
            let (usual, heartbeat) = (turns[0], turns[1])
            #expect(heartbeat.sessionKey == usual.sessionKey)
            #expect(heartbeat.attributes == usual.attributes)
            #expect(heartbeat.extraSystemPrompt == nil)
            #expect(heartbeat.origin == nil)
            #expect(try await socket.failure("system-event", ["text": "x", "wake": true])["details"]?["code"]?.stringValue == "MISSING_SCOPE")
            let reader = try await live.connect(scopes: ["operator.read"])
            #expect(try await reader.failure("wake", ["text": "x"])["details"]?["missingScope"]?.stringValue == "operator.write")
            for socket in [socket, reader] { await socket.close() }
        }
    }

    @Test("CVE-2026-33573: who asks an agent cannot say what only the gateway knows", arguments: ["spawnedBy", "workspaceDir", "senderIsOwner", "scopes"])
    func CVE_2026_33573_internalParametersAreUnknown(name: String) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            for method in ["agent", "chat.send"] {
                let params: JSONObject = ["message": "x", "sessionKey": "main", "idempotencyKey": "k"]
                var more = params
                more[name] = "agent:main:main"
                let error = try await socket.failure(method, more)
                #expect(error["message"]?.stringValue?.contains("unexpected property '\(name)'") == true, "\(error)")
            }
            await socket.close()
        }
    }

    @Test("CVE-2026-35636: an identifier of a transcript is no way around its session's key")
    func CVE_2026_35636_aTranscriptsIdentifierIsNoKey() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            _ = try await socket.call("chat.inject", ["sessionKey": "agent:main:private", "message": "between us"])
            let id = try await socket.call("sessions.describe", ["key": "agent:main:private"])["session"]?["sessionId"]
            let name = id?.stringValue ?? "missing"
            for key in [name, "agent:main:\(name)", "AGENT:main:\(name)"] {
                let page = try await socket.call("chat.history", ["sessionKey": .string(key)])
                #expect(page["messages"]?.arrayValue?.isEmpty == true)
            }
            #expect(name != "missing")
            await socket.close()
        }
    }

    @Test(
        "CVE-2026-32031 GHSA-8j2w-6fmm-m587: another spelling of a path is the same path, or none",
        arguments: [
            "/API/tasks", "/tools%2Finvoke", "/tools/./invoke", "/%74ools/invoke", "//tools/invoke", "/tools/invoke/", "/TOOLS/INVOKE",
            "/x/../tools/invoke", "/tools%252finvoke", "/tools\\invoke", "/v1/models%2f..%2f..%2ftools/invoke",
        ]
    ) func CVE_2026_32031_GHSA_8j2w_6fmm_m587_noSpellingSkipsTheGuard(path: String) async throws {
        try await LiveGateway.run { live in
            let body = JSONValue.object(["tool": "sessions_list"]).serialized()
            let (head, bytes) = try await live.http(.post, path, fields: [.contentType: "application/json"], body: body)
            #expect([400, 401, 404, 405, 501].contains(head.status.code), "\(head.status)")
            #expect(!String(decoding: bytes, as: UTF8.self).contains("\"result\""))
        }
    }

    @Test(
        "GHSA-943q-mwmv-hhvh: tools that act are not for every program with the token",
        arguments: ["sessions_spawn", "sessions_send", "cron", "gateway", "exec", "whatsapp_login", "weather"]
    ) func GHSA_943q_mwmv_hhvh_toolsThatActAreNotInvoked(tool: String) async throws {
        let weather = ClosureSkill(SkillManifest(name: "weather", description: "Tells the weather.")) { _, _ in SkillResult("sunny") }
        try await LiveGateway.run(parts: { $0.skills = [weather] }) { live in
            let fields: HTTPFields = [.authorization: "Bearer \(LiveGateway.token)", .contentType: "application/json"]
            let body = JSONValue.object(["tool": .string(tool)]).serialized()
            let (head, _) = try await live.http(.post, "/tools/invoke", fields: fields, body: body)
            #expect(head.status == .notFound)
            let client = try await live.connect(mode: "cli")
            let answer = try await client.call("tools.invoke", ["name": .string(tool)])
            #expect(answer["ok"]?.boolValue == false && answer["error"]?["code"]?.stringValue == "not_found")
            await client.close()
        }
    }

    @Test("CVE-2026-28449 CVE-2026-35618: a hook's replaced token counts no longer with the next request")
    func CVE_2026_28449_CVE_2026_35618_aReplacedHookTokenEndsAtOnce() async throws {
        @Sendable func endpoints(_ token: String) -> HTTPEndpoints {
            var hooks = Configuration.Hooks()
            hooks.isEnabled = true
            hooks.token = Secret(token)
            return HTTPEndpoints(hooks: hooks)
        }
        try await LiveGateway.run(change: { $0.endpoints = endpoints("old-hook-token-0123456789") }) { live in
            func wake(_ token: String) async throws -> UInt16 {
                let fields: HTTPFields = [.authorization: "Bearer \(token)", .contentType: "application/json"]
                return try await live.http(.post, "/hooks/wake", fields: fields, body: Array(#"{"text":"x"}"#.utf8)).0.status.code
            }
            let before = try await wake("old-hook-token-0123456789")
            live.server.replace(origins: OriginPolicy(), endpoints: endpoints("new-hook-token-0123456789"))
            let old = try await wake("old-hook-token-0123456789")
            let new = try await wake("new-hook-token-0123456789")
            #expect([before, old, new] == [200, 401, 200])
        }
    }

    @Test("CVE-2026-28480 family: nothing is addressed by a name that its owner can change", arguments: ["Kitchen", "kitchen", "*"])
    func CVE_2026_28480_devicesAreNotFoundByTheirNames(name: String) async throws {
        try await LiveGateway.run { live in
            let device = try TestDevice()
            let admin = try await live.operatorClient()
            await (try live.enter(device)).0.close()
            _ = try await admin.call("device.pair.rename", ["deviceId": .string(device.id), "label": "Kitchen"])
            for method in ["device.pair.remove", "device.token.revoke", "device.token.rotate"] {
                var params: JSONObject = ["deviceId": .string(name)]
                if method.hasPrefix("device.token") { params["role"] = "operator" }
                #expect(try await admin.failure(method, params)["message"]?.stringValue?.hasPrefix("unknown deviceId") == true)
            }
            #expect(live.gateway.pairing.book.devices.count == 1)
            await admin.close()
        }
    }
}
