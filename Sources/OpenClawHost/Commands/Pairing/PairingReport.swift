// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Prints pairings for people and programs. What devices say about themselves is shown without control characters.
struct PairingReport: Sendable {
    private let invocation: Invocation

    init(_ invocation: Invocation) { self.invocation = invocation }

    /// Prints waiting and paired ones.
    func lists(_ answer: JSONValue, what: String, identifier: String, command: String) throws {
        if self.invocation.wantsJSON { return self.json(answer) }
        let console = self.invocation.host.console
        let pending = answer["pending"]?.arrayValue ?? []
        console.line(pending.isEmpty ? "no \(what) waits" : "\(Wording.count(pending.count, what)) waiting:")
        for request in pending {
            let id = request["requestId"]?.stringValue ?? ""
            console.line("  \(console.style.warning(id))  \(Self.describe(request, identifier))")
        }
        if let first = pending.first?["requestId"]?.stringValue {
            console.line(console.style.dim("  approve: openclaw \(command) approve \(first.prefix(8))"))
        }
        guard let paired = answer["paired"]?.arrayValue else { return }
        console.line(paired.isEmpty ? "no \(what) is paired" : "\(Wording.count(paired.count, what)) paired:")
        for entry in paired {
            let state = entry["connected"]?.boolValue == true ? console.style.good("●") : console.style.dim("○")
            console.line("  \(state) \(entry[identifier]?.stringValue?.prefix(12) ?? "")…  \(Self.describe(entry, identifier))")
        }
    }

    /// Prints what was done.
    func done(_ words: String, _ answer: JSONValue) {
        if self.invocation.wantsJSON { self.json(answer) } else { self.invocation.host.console.line(words) }
    }

    /// Prints JSON and says that all is well.
    func printed(_ value: JSONValue) -> ExitCode {
        self.json(value)
        return .success
    }

    /// Prints JSON.
    func json(_ value: JSONValue) {
        self.invocation.host.console.json(value)
    }

    private static func describe(_ entry: JSONValue, _ identifier: String) -> String {
        func list(_ name: String) -> String? {
            let words = entry[name]?.arrayValue?.compactMap(\.stringValue) ?? []
            return words.isEmpty ? nil : words.joined(separator: ", ")
        }
        let parts: [String?] = [
            entry["displayName"]?.stringValue ?? entry["clientId"]?.stringValue, entry["platform"]?.stringValue, list("roles"),
            list("scopes"),
            list("commands"), entry["remoteIp"]?.stringValue.map { "from \($0)" }, entry["reason"]?.stringValue,
            entry["requestId"] == nil ? nil : entry[identifier]?.stringValue.map { "\($0.prefix(12))…" },
        ]
        return parts.compactMap { $0 }.map(Self.clean).joined(separator: " · ")
    }

    /// Text of a stranger without control characters, so that it cannot draw on the terminal (CVE-2026-35651).
    static func clean(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: "\u{FFFD}"
                    default: scalar
                    }
                }
            )
        )
    }

    /// The only one that begins with what was given.
    /// - Parameter list: The command that shows them.
    static func match(_ given: String, in names: [String], what: String, list: String) throws(CommandFailure) -> String {
        if names.contains(given) { return given }
        let found = names.filter { $0.hasPrefix(given) }
        if let only = found.first, found.count == 1, given.count >= 4 { return only }
        let problem =
            found.isEmpty
            ? "there is no \(what) \"\(given)\""
            : found.count > 1 ? "several begin with \"\(given)\"" : "\"\(given)\" is too short; give 4 characters or more"
        throw CommandFailure(message: problem, advice: ["see them: \(list)"], code: "NOT_FOUND")
    }

    /// The one whose identifier begins with what was given, or whose name for people it is.
    /// - Parameters:
    ///   - identifier: The field that has the identifier.
    ///   - list: The command that shows them.
    static func find(
        _ given: String,
        in entries: [JSONValue],
        identifier: String,
        what: String,
        list: String
    ) throws(CommandFailure) -> String {
        let named = entries.filter { $0["displayName"]?.stringValue == given }.compactMap { $0[identifier]?.stringValue }
        let identifiers = entries.compactMap { $0[identifier]?.stringValue }
        if named.count == 1, !identifiers.contains(given) { return named[0] }
        if named.count > 1, !identifiers.contains(given) {
            throw CommandFailure(
                message: "several are named \"\(given)\"; give the identifier",
                advice: ["see them: \(list)"],
                code: "NOT_FOUND"
            )
        }
        return try Self.match(given, in: identifiers, what: what, list: list)
    }
}
