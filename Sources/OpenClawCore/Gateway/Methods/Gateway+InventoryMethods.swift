// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// What exists: tools, skills, commands, usage. What does not exist in this version is told as such (PROTOCOL 2.6–2.9).
    static let inventoryMethods: [Method] = [
        .immediate("tools.catalog", .scopes(.read)) { call throws(MethodError) in
            try call.gateway.toolCatalog(call, ["agentId", "includePlugins"])
        },
        .immediate("tools.effective", .scopes(.read)) { call throws(MethodError) in
            try call.gateway.toolCatalog(call, ["sessionKey", "agentId"])
        },
        .immediate("commands.list", .scopes(.read)) { call throws(MethodError) in
            _ = try call.parameters(["agentId", "scope", "provider", "includeArgs"])
            return .value(["commands": [["name": "stop", "description": "Stop the running turn.", "scope": "text"]]])
        },
        .immediate("skills.status", .scopes(.read)) { call throws(MethodError) in try call.gateway.skillStatus(call) },
        .immediate("skills.bins", .node) { call throws(MethodError) in .value(["bins": []]) },
        .immediate("tts.status", .scopes(.read)) { call throws(MethodError) in
            .value(["enabled": false, "auto": "off", "provider": .null, "fallbackProvider": .null, "fallbackProviders": []])
        },
        .immediate("tts.providers", .scopes(.read)) { call throws(MethodError) in .value(["providers": [], "active": .null]) },
        .immediate("models.authStatus", .scopes(.read)) { call throws(MethodError) in .value(["providers": []]) },
        .immediate("usage.status", .scopes(.read)) { call throws(MethodError) in
            .value(["updatedAt": .int(call.gateway.now().milliseconds), "providers": []])
        },
        .immediate("usage.cost", .scopes(.read)) { call throws(MethodError) in try call.gateway.usageCost(call) },
    ]

    private func toolCatalog(_ call: MethodCall, _ known: Set<String>) throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(known)
        let key = known.contains("sessionKey") ? try parameters.sessionKey("sessionKey", router: self.router) : nil
        let agent = try self.agent(parameters) ?? key?.agentID ?? self.router.defaultAgent
        // Agents are given skills; the gateway's own tools are for programs, which call tools.invoke.
        let own = known.contains("includePlugins") ? ToolInvocation.manifests.filter { ToolInvocation.allows($0.name, in: self) } : []
        let skills = self.skills.manifests.map { (name: $0.name, description: $0.description) }
        return .object { writer in
            writer.field("agentId", agent.rawValue)
            writer.key("profiles")
            writer.beginArray()
            writer.endArray()
            writer.key("groups")
            writer.beginArray()
            if !own.isEmpty { Self.write(own, id: "gateway", label: "Tools of this gateway", to: &writer) }
            if !skills.isEmpty { Self.write(skills, id: "skills", label: "Skills of this program", to: &writer) }
            writer.endArray()
        }
    }

    /// A group of the catalogue.
    private static func write(_ tools: [(name: String, description: String)], id: String, label: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("id", id)
        writer.field("label", label)
        writer.field("source", "core")
        writer.key("tools")
        writer.beginArray()
        for tool in tools {
            writer.beginObject()
            writer.field("id", tool.name)
            writer.field("label", tool.name)
            writer.field("description", tool.description)
            writer.field("source", "core")
            writer.field("defaultProfiles", [String]())
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    private func skillStatus(_ call: MethodCall) throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["agentId"])
        _ = try self.agent(parameters)
        let nothing: JSONValue = ["bins": [], "anyBins": [], "env": [], "config": [], "os": []]
        let skills = self.skills.manifests.map { manifest -> JSONValue in
            [
                "name": .string(manifest.name), "description": .string(manifest.description), "source": "program", "bundled": true,
                "filePath": "", "baseDir": "", "skillKey": .string(manifest.name), "always": true, "disabled": false,
                "blockedByAllowlist": false, "eligible": true, "requirements": nothing, "missing": nothing, "configChecks": [],
                "install": [],
            ]
        }
        return .value(["workspaceDir": "", "managedSkillsDir": "", "skills": .array(skills)])
    }

    private func usageCost(_ call: MethodCall) throws(MethodError) -> MethodResult {
        let parameters = try call.parameters([
            "startDate", "endDate", "days", "range", "mode", "utcOffset", "timeZone", "agentId", "agentScope",
        ])
        let now = self.now()
        let count = try parameters.int("days", in: 1...400) ?? 30
        func date(_ name: String) throws(MethodError) -> String? {
            guard let text = try parameters.string(name, maximumLength: 10) else { return nil }
            guard text.utf8.count == 10, Timestamp(iso8601: text) != nil else {
                throw parameters.error(name, "must be a date like 2026-01-31")
            }
            return text
        }
        let last = try date("endDate") ?? UsageTotals.day(now)
        let first = try date("startDate") ?? UsageTotals.day(now - .seconds(86_400 * (count - 1)))
        var total = (usage: TokenUsage(), turns: 0)
        var daily: [JSONValue] = []
        for day in self.operations.usage.days(from: first, to: last) {
            total.usage += day.usage
            total.turns += day.turns
            var row = Self.totals(day.usage, turns: day.turns)
            row["date"] = .string(day.day)
            daily.append(.object(row))
        }
        return .value([
            "updatedAt": .int(now.milliseconds), "days": JSONValue(count), "since": .int(self.startedAt.milliseconds),
            "daily": .array(daily), "totals": .object(Self.totals(total.usage, turns: total.turns)),
        ])
    }

    /// Token counts without prices: every entry counts as one whose cost is missing.
    static func totals(_ usage: TokenUsage, turns: Int) -> JSONObject {
        [
            "input": JSONValue(usage.input), "output": JSONValue(usage.output), "cacheRead": JSONValue(usage.cacheRead),
            "cacheWrite": JSONValue(usage.cacheWrite), "totalTokens": JSONValue(usage.total), "totalCost": 0, "inputCost": 0,
            "outputCost": 0, "cacheReadCost": 0, "cacheWriteCost": 0, "missingCostEntries": JSONValue(turns),
        ]
    }
}
