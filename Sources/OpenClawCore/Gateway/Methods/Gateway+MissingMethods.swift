// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Methods of the protocol that need what does not exist in this version. Who may call them learns that, instead of "unknown method".
    ///
    /// They are not advertised. One that comes to exist anywhere in the table replaces its line here.
    static let missingMethods: [Method] = (missingReads + missingWrites + missingAdministration + missingOthers)
        .flatMap { missing in
            missing.names.map { name in
                .immediate(name, missing.access, isAdvertised: false) { _ throws(MethodError) in
                    throw .unavailable("\(name): \(missing.what) does not exist in this version")
                }
            }
        }

    private struct Missing: Sendable {
        var access: MethodAccess
        var what: String
        var names: [String]

        init(_ access: MethodAccess, _ what: String, _ names: [String]) {
            self.access = access
            self.what = what
            self.names = names
        }
    }

    private static let missingReads: [Missing] = [
        Missing(.scopes(.read), "the stability report", ["diagnostics.stability"]),
        Missing(
            .scopes(.read),
            "a memory of the gateway's own",
            [
                "doctor.memory.status", "doctor.memory.dreamDiary", "doctor.memory.remHarness",
            ]
        ),
        Missing(.scopes(.read), "the interface of plugins", ["plugins.uiDescriptors"]),
        Missing(.scopes(.read), "speech", ["talk.catalog", "tts.personas"]),
        Missing(.scopes(.read), "an audit log", ["audit.list"]),
        Missing(.scopes(.read), "the list of environments", ["environments.list", "environments.status"]),
        Missing(.scopes(.read), "the list of worktrees", ["worktrees.list"]),
        Missing(
            .scopes(.read),
            "browsing the files of a workspace (agents.files.list has those that count)",
            ["agents.workspace.list", "agents.workspace.get", "sessions.files.list", "sessions.files.get"]
        ),
        Missing(.scopes(.read), "a workspace of agents", ["agents.files.list", "agents.files.get"]),
        Missing(.scopes(.read), "a store of artifacts", ["artifacts.list", "artifacts.get", "artifacts.download"]),
        Missing(
            .scopes(.read),
            "a catalogue of skills",
            [
                "skills.search", "skills.detail", "skills.securityVerdicts", "skills.skillCard", "skills.curator.status",
                "skills.proposals.list", "skills.proposals.inspect",
            ]
        ),
        Missing(.scopes(.read), "the routing of wake words", ["voicewake.routing.get"]),
        Missing(.scopes(.read), "restarting from inside", ["gateway.restart.preflight"]),
        Missing(.scopes(.read), "the combined reading (use chat.history and sessions.describe)", ["chat.startup", "chat.metadata"]),
        Missing(.scopes(.read), "a store of media", ["assistant.media.get"]),
        Missing(.scopes(.read), "usage over time (use sessions.usage)", ["sessions.usage.timeseries", "sessions.usage.logs"]),
        Missing(.scopes(.read), "a configuration in a file", ["config.get", "config.schema.lookup"]),
    ]

    private static let missingWrites: [Missing] = [
        Missing(
            .scopes(.write),
            "speech",
            [
                "tts.enable", "tts.disable", "tts.convert", "tts.setProvider", "tts.setPersona", "tts.speak", "talk.speak",
                "talk.mode", "talk.client.create", "talk.client.close", "talk.client.toolCall", "talk.session.create",
                "talk.session.close", "talk.session.join", "talk.session.appendAudio", "talk.session.startTurn",
                "talk.session.endTurn", "talk.session.cancelTurn", "talk.session.cancelOutput", "talk.session.submitToolResult",
                "voicewake.routing.set",
            ]
        ),
        Missing(
            .scopes(.write),
            "a memory of the gateway's own",
            [
                "doctor.memory.backfillDreamDiary", "doctor.memory.resetDreamDiary", "doctor.memory.resetGroundedShortTerm",
                "doctor.memory.repairDreamingArtifacts", "doctor.memory.dedupeDreamDiary",
            ]
        ),
        Missing(
            .scopes(.write),
            "sending push messages",
            [
                "push.test", "push.web.vapidPublicKey", "push.web.subscribe", "push.web.unsubscribe", "push.web.test",
            ]
        ),
    ]

    private static let missingAdministration: [Missing] = [
        Missing(.scopes(.admin), "a configuration in a file", ["config.set", "config.apply", "config.patch", "config.schema"]),
        Missing(.scopes(.admin), "opening files on the gateway's screen", ["config.openFile"]),
        Missing(.scopes(.admin), "the setup wizard", ["wizard.start", "wizard.next", "wizard.cancel", "wizard.status"]),
        Missing(.scopes(.admin), "signing in to model services", ["models.authLogout"]),
        Missing(
            .scopes(.admin),
            "a configuration in a file, where agents could be written,",
            [
                "agents.create", "agents.update", "agents.delete",
            ]
        ),
        Missing(.scopes(.admin), "a workspace of agents", ["agents.files.set"]),
        Missing(
            .scopes(.admin),
            "installing skills",
            [
                "skills.install", "skills.update", "skills.upload.begin", "skills.upload.chunk", "skills.upload.commit",
            ]
        ),
        Missing(.scopes(.admin), "updating from inside", ["update.status", "update.run"]),
        Missing(.scopes(.admin), "the reloading of secret providers", ["secrets.reload", "secrets.resolve"]),
        Missing(.scopes(.admin), "the state of plugins", ["sessions.pluginPatch"]),
        Missing(.scopes(.admin), "restarting from inside", ["gateway.restart.request"]),
        Missing(.scopes(.admin), "a terminal", ["terminal.open", "terminal.input", "terminal.resize", "terminal.close", "terminal.list"]),
        Missing(.scopes(.admin), "attaching to programs", ["attach.grant", "attach.revoke"]),
        Missing(.scopes(.admin), "the list of worktrees", ["worktrees.create", "worktrees.remove", "worktrees.restore", "worktrees.gc"]),
        Missing(.scopes(.admin), "pairing by setup code", ["device.pair.setupCode"]),
        Missing(.scopes(.admin), "the relay of native hooks", ["nativeHook.invoke"]),
        Missing(.scopes(.admin), "signing in by a code on the screen", ["web.login.start", "web.login.wait"]),
    ]

    private static let missingOthers: [Missing] = [
        Missing(.scopes(.pairing), "pairing nodes by a token of their own", ["node.pair.request", "node.pair.verify"]),
        Missing(
            .scopes(.approvals),
            "asking for plugins",
            [
                "plugin.approval.list", "plugin.approval.request", "plugin.approval.waitDecision", "plugin.approval.resolve",
            ]
        ),
        Missing(
            .scopes(.approvals),
            "the combined list (use exec.approval.list)",
            [
                "approval.get", "approval.resolve", "approval.history",
            ]
        ),
        Missing(
            .node,
            "the surface of plugins on nodes",
            [
                "node.pluginSurface.refresh", "node.canvas.capability.refresh", "node.pluginTools.update", "node.skills.update",
            ]
        ),
    ]
}
