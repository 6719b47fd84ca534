// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ExecApprovalsFile {
    /// Reads the contents; a key or value that is not understood is refused with its place, for what is passed over could weaken the policy.
    public init(json: JSONValue) throws(ExecApprovalsError) {
        let root = try Fields(json, at: "", known: ["version", "socket", "defaults", "agents"])
        if let version = root.object["version"], version.intValue != 1 {
            throw ExecApprovalsError(.invalid, "version must be 1; another version of OpenClaw has written this file")
        }
        self.init()
        self.socket = root.object["socket"]
        if let defaults = root.object["defaults"] { self.defaults = try Settings(json: defaults, at: "defaults", hasList: false) }
        let agents = try root.members("agents")
        guard agents.count <= Self.maximumAgents else { throw ExecApprovalsError(.invalid, "agents has more than \(Self.maximumAgents) members") }
        for (name, value) in agents { self.agents[name] = try Settings(json: value, at: "agents.\(name)", hasList: true) }
    }

    /// The contents as they stand in the file.
    /// - Parameter redacted: whether the socket's token is left out, for everything that is shown.
    public func json(redacted: Bool = false) -> JSONValue {
        var root: JSONObject = ["version": 1]
        if var socket = self.socket?.objectValue {
            if redacted { socket.removeValue(forKey: "token") }
            root["socket"] = .object(socket)
        }
        root["defaults"] = .object(self.defaults.json(hasList: false))
        let agents = self.agents.sorted { $0.key < $1.key }.map { (key: $0.key, value: JSONValue.object($0.value.json(hasList: true))) }
        root["agents"] = .object(JSONObject(agents))
        return .object(root)
    }

    /// An object of the file that knows its place.
    fileprivate struct Fields {
        let object: JSONObject
        let place: String

        init(_ value: JSONValue, at place: String, known: Set<String>) throws(ExecApprovalsError) {
            guard let object = value.objectValue else {
                throw ExecApprovalsError(.invalid, "\(place.isEmpty ? "the file" : place) must be an object")
            }
            self.object = object
            self.place = place
            for (key, _) in object where !known.contains(key) {
                throw ExecApprovalsError(.invalid, "\(self.path(key)) is not known; known are \(known.sorted().joined(separator: ", "))")
            }
        }

        func path(_ key: String) -> String { self.place.isEmpty ? key : "\(self.place).\(key)" }

        func text(_ key: String, maximum: Int = 4_096) throws(ExecApprovalsError) -> String? {
            guard let value = self.object[key], !value.isNull else { return nil }
            guard let text = value.stringValue, text.utf8.count <= maximum else {
                throw ExecApprovalsError(.invalid, "\(self.path(key)) must be a string of at most \(maximum) bytes")
            }
            return text
        }

        func choice<Value: RawRepresentable & CaseIterable>(_ key: String) throws(ExecApprovalsError) -> Value?
        where Value.RawValue == String {
            guard let text = try self.text(key) else { return nil }
            guard let value = Value(rawValue: text) else {
                let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
                throw ExecApprovalsError(.invalid, "\(self.path(key)) must be one of \(words), not \"\(DisplayText.plain(text, maximumLength: 64))\"")
            }
            return value
        }

        func members(_ key: String) throws(ExecApprovalsError) -> JSONObject {
            guard let value = self.object[key], !value.isNull else { return [:] }
            guard let object = value.objectValue else { throw ExecApprovalsError(.invalid, "\(self.path(key)) must be an object") }
            return object
        }

        func list(_ key: String, maximum: Int) throws(ExecApprovalsError) -> [JSONValue]? {
            guard let value = self.object[key], !value.isNull else { return nil }
            guard let items = value.arrayValue, items.count <= maximum else {
                throw ExecApprovalsError(.invalid, "\(self.path(key)) must be an array of at most \(maximum) items")
            }
            return items
        }
    }
}

extension ExecApprovalsFile.Settings {
    fileprivate static let keys: Set<String> = ["security", "ask", "askFallback", "autoAllowSkills"]

    init(json: JSONValue, at place: String, hasList: Bool) throws(ExecApprovalsError) {
        let fields = try ExecApprovalsFile.Fields(json, at: place, known: hasList ? Self.keys.union(["allowlist"]) : Self.keys)
        self.init(
            security: try fields.choice("security"),
            ask: try fields.choice("ask"),
            askFallback: try fields.choice("askFallback"),
            autoAllowSkills: fields.object["autoAllowSkills"]?.boolValue
        )
        let items = try fields.list("allowlist", maximum: ExecApprovalsFile.maximumEntries) ?? []
        for (index, item) in items.enumerated() {
            self.allowlist.append(try ExecAllowlistEntry(json: item, at: "\(place).allowlist[\(index)]"))
        }
    }

    func json(hasList: Bool) -> JSONObject {
        var object: JSONObject = [:]
        if let security { object["security"] = .string(security.rawValue) }
        if let ask { object["ask"] = .string(ask.rawValue) }
        if let askFallback { object["askFallback"] = .string(askFallback.rawValue) }
        if let autoAllowSkills { object["autoAllowSkills"] = .bool(autoAllowSkills) }
        if hasList { object["allowlist"] = .array(self.allowlist.map { .object($0.json) }) }
        return object
    }
}

extension ExecAllowlistEntry {
    init(json: JSONValue, at place: String) throws(ExecApprovalsError) {
        if let pattern = json.stringValue {
            self.init(pattern: pattern)
            return
        }
        let fields = try ExecApprovalsFile.Fields(
            json,
            at: place,
            known: ["id", "pattern", "args", "cwd", "files", "argPattern", "lastUsedAt", "lastUsedCommand", "lastResolvedPath"]
        )
        guard let pattern = try fields.text("pattern"), !pattern.isEmpty else {
            throw ExecApprovalsError(.invalid, "\(place).pattern is missing; it is a path of a program, for example /usr/bin/uptime")
        }
        self.init(
            id: try fields.text("id"),
            pattern: pattern,
            workingDirectory: try fields.text("cwd"),
            argumentPattern: try fields.text("argPattern"),
            lastUsedAt: fields.object["lastUsedAt"]?.intValue.map { Timestamp(milliseconds: $0) },
            lastUsedCommand: try fields.text("lastUsedCommand", maximum: 256 << 10),
            lastResolvedPath: try fields.text("lastResolvedPath")
        )
        if let items = try fields.list("args", maximum: ExecCommand.maximumArguments) {
            let texts = items.compactMap(\.stringValue)
            guard texts.count == items.count else { throw ExecApprovalsError(.invalid, "\(place).args must be an array of strings") }
            self.arguments = texts
        }
        for (path, digest) in try fields.members("files") {
            guard let digest = digest.stringValue else { throw ExecApprovalsError(.invalid, "\(place).files.\(path) must be a string") }
            self.fileDigests[path] = digest
        }
    }

    var json: JSONObject {
        var object: JSONObject = [:]
        if let id { object["id"] = .string(id) }
        object["pattern"] = .string(self.pattern)
        if let arguments { object["args"] = .array(arguments.map { .string($0) }) }
        if let workingDirectory { object["cwd"] = .string(workingDirectory) }
        if !self.fileDigests.isEmpty {
            object["files"] = .object(JSONObject(self.fileDigests.sorted { $0.key < $1.key }.map { (key: $0.key, value: .string($0.value)) }))
        }
        if let argumentPattern { object["argPattern"] = .string(argumentPattern) }
        if let lastUsedAt { object["lastUsedAt"] = .int(lastUsedAt.milliseconds) }
        if let lastUsedCommand { object["lastUsedCommand"] = .string(lastUsedCommand) }
        if let lastResolvedPath { object["lastResolvedPath"] = .string(lastResolvedPath) }
        return object
    }
}
