// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Waking agents, notes for them, heartbeats, voice words, the log, the machine (PROTOCOL 2.3, 2.8).
    static let operationsMethods: [Method] = [
        .immediate("wake", .scopes(.write)) { call throws(MethodError) in try call.gateway.wake(call) },
        .immediate("system-event", .scopes(.admin)) { call throws(MethodError) in try call.gateway.noteSystemEvent(call) },
        .immediate("last-heartbeat", .scopes(.read)) { call throws(MethodError) in
            MethodResult(json: call.gateway.operations.heartbeats.last ?? Array("null".utf8))
        },
        .immediate("set-heartbeats", .scopes(.admin)) { call throws(MethodError) in
            let parameters = try call.parameters(["enabled"])
            guard let isEnabled = try parameters.bool("enabled") else { throw parameters.error("enabled", "is required") }
            call.gateway.operations.heartbeats.isEnabled = isEnabled
            call.gateway.health.staleness.offer(())
            return .value(["ok": true, "enabled": .bool(isEnabled)])
        },
        .immediate("voicewake.get", .scopes(.read)) { call throws(MethodError) in
            .value(["triggers": .array(call.gateway.operations.voiceWakeWords.map(JSONValue.string))])
        },
        .immediate("voicewake.set", .scopes(.write)) { call throws(MethodError) in try call.gateway.setVoiceWake(call) },
        .immediate("talk.config", .scopes(.read)) { call throws(MethodError) in
            let main: JSONValue = .string(call.gateway.router.configuration.mainKey)
            return .value(["config": ["talk": [:], "session": ["mainKey": main], "ui": [:]]])
        },
        .immediate("logs.tail", .scopes(.read)) { call throws(MethodError) in try call.gateway.tailLog(call) },
        .immediate("system.info", .scopes(.read)) { call throws(MethodError) in call.gateway.systemInformation() },
        .asynchronous("gateway.identity.get", .scopes(.read)) { call in
            guard let find = call.gateway.configuration.identity else {
                throw MethodError.unavailable("this gateway has no identity of its own; openclaw gateway run makes one")
            }
            let identity = try await find()
            return .value(["deviceId": .string(identity.deviceID), "publicKey": .string(identity.publicKey)])
        },
    ]

    private func target(_ parameters: MethodParameters) throws(MethodError) -> SessionKey {
        let agent = try self.agent(parameters)
        let key =
            try parameters.sessionKey("sessionKey", router: self.router, agent: agent)
            ?? self.router.mainSession(of: agent ?? self.router.defaultAgent)
        if let named = key.agentID, self.agentsByID[named] == nil {
            throw .invalid("unknown agent \"\(named)\" in sessionKey; agents.list shows those that exist")
        }
        return key
    }

    private func wake(_ call: MethodCall) throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["mode", "text", "sessionKey", "agentId"])
        let mode = try parameters.string("mode") ?? "now"
        guard mode == "now" || mode == "next-heartbeat" else { throw parameters.error("mode", "must be now or next-heartbeat") }
        let text = try parameters.string("text", maximumLength: 20_000) ?? ""
        let key = try self.target(parameters)
        guard try self.wake(text: text, mode: mode, sessionKey: key) else { return .value(["ok": false]) }
        return .value(["ok": true])
    }

    /// Leaves a note for the agent and, with mode `now`, lets it take a turn at once; `false` when the text is blank.
    package func wake(text: String, mode: String, sessionKey: SessionKey) throws(MethodError) -> Bool {
        guard !text.allSatisfy(\.isWhitespace) else { return false }
        guard self.operations.systemEvents.add(text, to: sessionKey, at: self.now()) else {
            throw .unavailable("too many sessions have notes waiting; retry later", retryAfterMilliseconds: 1_000)
        }
        if mode == "now" { self.operations.heartbeats.wake(sessionKey) }
        return true
    }

    private func noteSystemEvent(_ call: MethodCall) throws(MethodError) -> MethodResult {
        let parameters = try call.parameters([
            "text", "deviceId", "instanceId", "host", "ip", "mode", "version", "platform", "deviceFamily", "modelIdentifier",
            "lastInputSeconds", "reason", "roles", "scopes", "tags", "sessionKey", "wake", "agentId",
        ])
        let text = try parameters.requiredString("text", maximumLength: 20_000)
        // A line about a client's presence is no note for an agent; presence follows connections.
        if text.hasPrefix("Node:") { return .value(["ok": true]) }
        let wakes = try parameters.bool("wake") ?? false
        guard try self.wake(text: text, mode: wakes ? "now" : "next-heartbeat", sessionKey: try self.target(parameters)) else {
            throw parameters.error("text", "must not be blank")
        }
        return .value(["ok": true])
    }

    private func setVoiceWake(_ call: MethodCall) throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["triggers"])
        guard let given = try parameters.strings("triggers", maximumCount: 64) else { throw parameters.error("triggers", "is required") }
        var words: [String] = []
        for word in given {
            guard word.utf8.count <= 64 else { throw parameters.error("triggers", "must be at most 64 bytes each") }
            let trimmed = word.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if !trimmed.isEmpty, !words.contains(trimmed), words.count < 32 { words.append(trimmed) }
        }
        if words.isEmpty { words = ["openclaw", "claude", "computer"] }
        self.operations.voiceWakeWords = words
        self.events.publish(
            PublishedEvent(name: "voicewake.changed", access: .everyone, dropsWhenSlow: true) { writer in
                writer.beginObject()
                writer.field("triggers", words)
                writer.endObject()
            }
        )
        return .value(["triggers": .array(words.map(JSONValue.string))])
    }

    private func tailLog(_ call: MethodCall) throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["cursor", "limit", "maxBytes"])
        let limit = try parameters.int("limit", in: 1...5_000) ?? 500
        let maximum = try parameters.int("maxBytes", in: 1...1_000_000) ?? 250_000
        let cursor = try parameters.int("cursor", in: 0...Int.max)
        guard let tail = self.configuration.logTail else {
            throw .unavailable("this gateway keeps no log of its own; the program it is part of logs elsewhere")
        }
        let page = tail.page(after: cursor, limit: limit, maximumBytes: maximum)
        return .object { writer in
            writer.field("file", self.configuration.logFile ?? "memory")
            writer.field("cursor", page.cursor)
            writer.field("size", page.size)
            writer.field("lines", page.lines)
            if page.isTruncated { writer.field("truncated", true) }
            if page.isReset { writer.field("reset", true) }
        }
    }

    private func systemInformation() -> MethodResult {
        let system = SystemInformation.current()
        return .object { writer in
            writer.field("machineName", system.hostname)
            writer.field("hostname", system.hostname)
            writer.field("platform", system.platform)
            writer.field("release", system.release)
            writer.field("arch", system.architecture)
            writer.field("osLabel", "\(system.platform) \(system.release)")
            if let port = self.configuration.listeningPort?() { writer.field("port", port) }
            writer.field("runtimeVersion", self.configuration.version)
            writer.field("pid", system.processID)
            writer.field("uptimeMs", self.uptimeMilliseconds)
            writer.field("cpuCount", system.processorCount)
            writer.key("loadAverage")
            writer.beginArray()
            for value in system.loadAverage { writer.double(value) }
            writer.endArray()
            writer.field("memoryTotalBytes", system.memoryTotal)
            writer.field("memoryFreeBytes", system.memoryFree)
        }
    }
}
