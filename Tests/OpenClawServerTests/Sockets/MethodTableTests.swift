// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import OpenClawTesting
import Testing

/// Every method that clients of the protocol may call, by the scope that it needs.
@Suite(.timeLimit(.minutes(5))) struct MethodTableTests {
    static let read = """
        health status diagnostics.stability doctor.memory.status doctor.memory.dreamDiary doctor.memory.remHarness logs.tail channels.status
        usage.status usage.cost tts.status tts.providers tts.personas config.get config.schema.lookup plugins.uiDescriptors talk.catalog
        talk.config commands.list models.list models.authStatus tools.catalog tools.effective tasks.list tasks.get audit.list environments.list
        environments.status worktrees.list agents.list agents.files.list agents.files.get agents.workspace.list agents.workspace.get
        agent.identity.get sessions.list sessions.subscribe sessions.unsubscribe sessions.messages.subscribe sessions.messages.unsubscribe
        sessions.preview sessions.describe sessions.compaction.list sessions.compaction.get sessions.files.list sessions.files.get
        artifacts.list artifacts.get artifacts.download skills.status skills.search skills.detail skills.securityVerdicts skills.skillCard
        skills.curator.status skills.proposals.list skills.proposals.inspect voicewake.get voicewake.routing.get last-heartbeat node.list
        node.describe cron.list cron.get cron.status cron.runs gateway.identity.get gateway.restart.preflight system-presence system.info
        chat.history chat.startup chat.metadata chat.message.get assistant.media.get sessions.get sessions.resolve sessions.usage
        sessions.usage.timeseries sessions.usage.logs
        """
    static let write = """
        send agent chat.send chat.abort wake message.action node.invoke node.pending.enqueue sessions.create sessions.send
        sessions.abort sessions.compaction.branch tools.invoke tasks.cancel tts.enable tts.disable tts.convert tts.setProvider tts.setPersona
        tts.speak talk.speak talk.mode voicewake.set voicewake.routing.set poll sessions.steer push.test
        """
    static let admin = """
        channels.start channels.stop channels.logout config.set config.apply config.patch config.schema config.openFile
        exec.approvals.get exec.approvals.set exec.approvals.node.get exec.approvals.node.set wizard.start wizard.next wizard.cancel
        wizard.status models.authLogout agents.create agents.update agents.delete agents.files.set skills.install skills.update update.status
        update.run secrets.reload secrets.resolve sessions.patch sessions.delete sessions.reset sessions.compact sessions.cleanup
        sessions.pluginPatch sessions.compaction.restore set-heartbeats cron.add cron.update cron.remove cron.run gateway.restart.request
        system-event terminal.open attach.grant attach.revoke worktrees.create worktrees.remove worktrees.restore worktrees.gc chat.inject
        device.pair.setupCode nativeHook.invoke web.login.start web.login.wait
        """
    static let pairing = """
        node.pair.request node.pair.list node.pair.approve node.pair.reject node.pair.remove node.pair.verify node.rename device.pair.list
        device.pair.approve device.pair.reject device.pair.remove device.pair.rename device.token.rotate device.token.revoke
        """
    static let approvals = """
        exec.approval.get exec.approval.list exec.approval.request exec.approval.waitDecision exec.approval.resolve plugin.approval.request
        approval.get approval.resolve approval.history
        """
    static let node = """
        node.invoke.result node.invoke.progress node.event node.pending.drain node.pending.pull node.pending.ack node.pluginSurface.refresh
        node.canvas.capability.refresh node.pluginTools.update node.skills.update skills.bins
        """

    /// Parameters that no method knows: everything that looks at parameters refuses them, and nothing is changed.
    private static let nonsense: JSONObject = ["noSuchParameter": true]

    private static func names(_ text: String) -> [String] { text.split(whereSeparator: \.isWhitespace).map(String.init) }

    @Test(arguments: [
        ("operator.read", read, "operator.write"), ("operator.write", write, "operator.approvals"),
        ("operator.admin", admin, "operator.write"),
        ("operator.pairing", pairing, "operator.write"), ("operator.approvals", approvals, "operator.write"),
    ]) func everyMethodIsKnownAndNeedsItsScope(scope: String, list: String, other: String) async throws {
        try await LiveGateway.run { live in
            let client = try await live.connect(mode: "cli", scopes: [scope])
            for name in Self.names(list) {
                let frame = try await client.response(client.request(name, Self.nonsense))
                let message = frame["error"]?["message"]?.stringValue ?? ""
                #expect(!message.contains("unknown method"), "\(name): \(message)")
                #expect(frame["error"]?["code"]?.stringValue != "FORBIDDEN" && !message.contains("missing scope"), "\(name): \(message)")
                if frame["error"]?["code"]?.stringValue == "UNAVAILABLE", name != "gateway.identity.get" { #expect(message.hasPrefix(name), "\(name): \(message)") }
            }
            await client.close()
            // With another scope none of them is answered, and nothing is told.
            let stranger = try await live.connect(mode: "cli", scopes: [other])
            for name in Self.names(list) where name != "health" && !(scope == "operator.read" && other == "operator.write") {
                let error = try await stranger.failure(name, Self.nonsense)
                #expect(error["message"]?.stringValue?.contains("missing scope") == true, "\(name): \(error)")
            }
            await stranger.close()
        }
    }

    @Test func nodesMethodsAreKnownToNodesOnly() async throws {
        try await LiveGateway.run { live in
            let (node, _) = try await live.enter(try TestDevice(), NodeSocketTests.wish())
            let client = try await live.connect(mode: "cli")
            for name in Self.names(Self.node) {
                let frame = try await node.response(node.request(name, Self.nonsense))
                #expect(frame["error"]?["message"]?.stringValue?.contains("unknown method") != true, "\(name): \(frame)")
                let error = try await client.failure(name, Self.nonsense)
                #expect(error["message"]?.stringValue?.contains("role") == true, "\(name): \(error)")
            }
            #expect(try await client.failure("no.such.method")["message"]?.stringValue == "unknown method: no.such.method")
            await node.close()
            await client.close()
        }
    }

    @Test func whatDoesNotExistIsNotAdvertised() async throws {
        try await LiveGateway.run { live in
            let client = try await live.connect(mode: "cli")
            for name in live.gateway.methods.advertisedNames {
                let frame = try await client.response(client.request(name, Self.nonsense))
                #expect(frame["error"]?["message"]?.stringValue?.contains("does not exist in this version") != true, "\(name)")
            }
            await client.close()
        }
    }
}
