// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
public import OpenClawNet

/// What `node.yaml` says: which gateway a node serves, and what it offers.
public struct NodeSettings: Sendable, Hashable {
    /// The gateway's address.
    public var gatewayURL: String?
    /// The fingerprint the gateway's certificate must have; `nil` believes the system's authorities.
    public var tlsFingerprint: TLSFingerprint?
    /// The gateway's token.
    public var authToken: Secret?
    /// Whether the node comes back after a lost connection.
    public var reconnects = true
    /// How it does.
    public var reconnect = ReconnectPolicy()
    /// How it notices a dead connection.
    public var keepAlive = KeepAlivePolicy()
    /// The node's name for people.
    public var nodeID: String?
    /// What it offers: of `browser`, `shell`, `file`.
    public var capabilities = ["shell", "file"]
    /// Words to choose it by.
    public var tags: [String] = []
    /// The directory that the file commands share.
    public var fileRoot: String?
    /// The browser control server.
    public var browserURL: String?

    /// The capabilities there are.
    public static let knownCapabilities = ["browser", "shell", "file"]

    /// Makes settings with nothing set.
    public init() {}

    /// Reads the file's text.
    public init(yaml text: String) throws(NodeSettingsError) {
        let root: JSONObject
        do {
            root = try YAMLSubset.parse(text)
        } catch {
            throw NodeSettingsError(error.description)
        }
        self.init()
        let top = try Section(.object(root), "", ["connection", "node"])
        let connection = try top.section("connection", ["gateway_url", "tls_fingerprint", "auth_token", "reconnect", "keepalive"])
        self.gatewayURL = try connection.text("gateway_url")
        if let text = try connection.text("tls_fingerprint") { self.tlsFingerprint = try Self.fingerprint(text) }
        self.authToken = try connection.text("auth_token").map { Secret($0) }
        let reconnect = try connection.section(
            "reconnect",
            ["enabled", "max_retries", "initial_delay_ms", "max_delay_ms", "backoff_multiplier", "jitter"]
        )
        self.reconnects = try reconnect.bool("enabled") ?? true
        if let retries = try reconnect.integer("max_retries", in: -1...1_000_000) {
            self.reconnect.maximumAttempts = retries < 0 ? nil : retries
        }
        if let delay = try reconnect.integer("initial_delay_ms", in: 1...3_600_000) { self.reconnect.initialDelay = .milliseconds(delay) }
        if let delay = try reconnect.integer("max_delay_ms", in: 1...86_400_000) { self.reconnect.maximumDelay = .milliseconds(delay) }
        if let factor = try reconnect.number("backoff_multiplier", in: 1...10) { self.reconnect.multiplier = factor }
        self.reconnect.jitter = try reconnect.jitter("jitter") ?? self.reconnect.jitter
        let keepAlive = try connection.section("keepalive", ["enabled", "interval_ms", "timeout_ms"])
        self.keepAlive.isEnabled = try keepAlive.bool("enabled") ?? self.keepAlive.isEnabled
        if let interval = try keepAlive.integer("interval_ms", in: 1_000...86_400_000) { self.keepAlive.interval = .milliseconds(interval) }
        if let timeout = try keepAlive.integer("timeout_ms", in: 100...3_600_000) { self.keepAlive.timeout = .milliseconds(timeout) }
        let node = try top.section("node", ["id", "capabilities", "tags", "file_root", "browser_url"])
        self.nodeID = try node.text("id")
        self.capabilities = try node.texts("capabilities") ?? self.capabilities
        self.tags = try node.texts("tags") ?? []
        self.fileRoot = try node.text("file_root")
        self.browserURL = try node.text("browser_url")
        try Self.check(self.capabilities)
    }

    /// Reads a fingerprint.
    public static func fingerprint(_ text: String) throws(NodeSettingsError) -> TLSFingerprint {
        do throws(TLSError) {
            return try TLSFingerprint(text)
        } catch {
            throw NodeSettingsError("connection.tls_fingerprint: \(error.message)")
        }
    }

    /// Refuses capabilities that do not exist.
    public static func check(_ capabilities: [String]) throws(NodeSettingsError) {
        for name in capabilities where !Self.knownCapabilities.contains(name) {
            throw NodeSettingsError(
                "\"\(DisplayText.plain(name, maximumLength: 64))\" is no capability; there are \(Self.knownCapabilities.joined(separator: ", "))"
            )
        }
    }

    /// The file's text.
    public var yaml: String {
        func quoted(_ text: String) -> String { "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\"" }
        func list(_ items: [String]) -> String { "[\(items.map(quoted).joined(separator: ", "))]" }
        var lines = ["connection:"]
        if let gatewayURL { lines.append("  gateway_url: \(quoted(gatewayURL))") }
        if let tlsFingerprint { lines.append("  tls_fingerprint: \(quoted(tlsFingerprint.description))") }
        if let authToken { lines.append("  auth_token: \(quoted(authToken.reveal()))") }
        lines += [
            "  reconnect:", "    enabled: \(self.reconnects)", "    max_retries: \(self.reconnect.maximumAttempts ?? -1)",
            "    initial_delay_ms: \(self.reconnect.initialDelay.wholeMilliseconds)",
            "    max_delay_ms: \(self.reconnect.maximumDelay.wholeMilliseconds)", "    backoff_multiplier: \(self.reconnect.multiplier)",
            "    jitter: \(self.reconnect.jitter)", "  keepalive:", "    enabled: \(self.keepAlive.isEnabled)",
            "    interval_ms: \(self.keepAlive.interval.wholeMilliseconds)", "    timeout_ms: \(self.keepAlive.timeout.wholeMilliseconds)",
            "node:",
        ]
        if let nodeID { lines.append("  id: \(quoted(nodeID))") }
        lines.append("  capabilities: \(list(self.capabilities))")
        if !self.tags.isEmpty { lines.append("  tags: \(list(self.tags))") }
        if let fileRoot { lines.append("  file_root: \(quoted(fileRoot))") }
        if let browserURL { lines.append("  browser_url: \(quoted(browserURL))") }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// A mapping of the file that knows its place.
private struct Section {
    let object: JSONObject
    let place: String

    init(_ value: JSONValue?, _ place: String, _ known: [String]) throws(NodeSettingsError) {
        guard let value, !value.isNull else {
            self.object = [:]
            self.place = place
            return
        }
        guard let object = value.objectValue else { throw NodeSettingsError("\(place) is a group of keys, each on a line of its own") }
        self.object = object
        self.place = place
        for (key, _) in object where !known.contains(key) {
            let hint = NearestName.find(key, in: known).map { "; did you mean \($0)?" } ?? "; there are \(known.joined(separator: ", "))"
            throw NodeSettingsError("\(self.path(key)) is not known\(hint)")
        }
    }

    func path(_ key: String) -> String { self.place.isEmpty ? key : "\(self.place).\(key)" }

    func section(_ key: String, _ known: [String]) throws(NodeSettingsError) -> Section {
        try Section(self.object[key], self.path(key), known)
    }

    private func value(_ key: String) -> JSONValue? { self.object[key].flatMap { $0.isNull ? nil : $0 } }

    func text(_ key: String) throws(NodeSettingsError) -> String? {
        guard let value = self.value(key) else { return nil }
        guard let text = value.stringValue, !text.isEmpty else { throw NodeSettingsError("\(self.path(key)) is a text; put it in quotes") }
        return text
    }

    func texts(_ key: String) throws(NodeSettingsError) -> [String]? {
        guard let value = self.value(key) else { return nil }
        let texts = value.arrayValue?.compactMap(\.stringValue)
        guard let texts, texts.count == value.arrayValue?.count, texts.count <= 32 else {
            throw NodeSettingsError("\(self.path(key)) is a list of texts, for example [shell, file]")
        }
        return texts
    }

    func bool(_ key: String) throws(NodeSettingsError) -> Bool? {
        guard let value = self.value(key) else { return nil }
        guard let flag = value.boolValue else { throw NodeSettingsError("\(self.path(key)) is true or false") }
        return flag
    }

    func integer(_ key: String, in range: ClosedRange<Int>) throws(NodeSettingsError) -> Int? {
        guard let value = self.value(key) else { return nil }
        guard let number = value.intValue, range.contains(Int(number)) else {
            throw NodeSettingsError("\(self.path(key)) is a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return Int(number)
    }

    func number(_ key: String, in range: ClosedRange<Double>) throws(NodeSettingsError) -> Double? {
        guard let value = self.value(key) else { return nil }
        guard let number = value.doubleValue, range.contains(number) else {
            throw NodeSettingsError("\(self.path(key)) is a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A share, or true for the usual one and false for none.
    func jitter(_ key: String) throws(NodeSettingsError) -> Double? {
        if let flag = self.value(key)?.boolValue { return flag ? ReconnectPolicy().jitter : 0 }
        return try self.number(key, in: 0...1)
    }
}
