// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where a file store keeps what.
///
/// ```
/// <root>/agents/sessions.lock                               held while a store is open
/// <root>/agents/sessions-index.jsonl                        the index
/// <root>/agents/<agentId>/sessions/<sessionId>.jsonl        a transcript
/// <root>/agents/<agentId>/sessions/sessions.json            a copy of the index for other programs, written by flush()
/// ```
struct SessionLayout: Sendable {
    /// The directory of all agents.
    let agents: String

    init(root: String) {
        var root = root
        while root.count > 1, root.hasSuffix("/") { root.removeLast() }
        self.agents = root == "/" ? "/agents" : root + "/agents"
    }

    var lock: String { self.agents + "/sessions.lock" }
    var index: String { self.agents + "/sessions-index.jsonl" }

    /// The folder name of a key's agent: `main` for keys without an agent and for names that are no good as folder names.
    static func folder(of key: SessionKey) -> String {
        guard let agent = key.agentID, agent.isValid else { return AgentID.main.rawValue }
        return agent.rawValue
    }

    func directory(folder: String) -> String { "\(self.agents)/\(folder)/sessions" }

    func directory(of key: SessionKey) -> String { self.directory(folder: Self.folder(of: key)) }

    func transcript(of key: SessionKey, sessionID: String) -> String { "\(self.directory(of: key))/\(sessionID).jsonl" }

    func mirror(folder: String) -> String { self.directory(folder: folder) + "/sessions.json" }

    /// Why a transcript was put aside; part of its new name.
    enum Archive: String {
        case reset
        case deleted
        case torn
    }

    /// The name of a transcript that was put aside: `<sessionId>.jsonl.reset.2026-01-31T08-05-00.250Z`.
    static func archived(_ path: String, _ reason: Archive, at time: Timestamp) -> String {
        "\(path).\(reason.rawValue).\(String(time.description.map { $0 == ":" ? "-" : $0 }))"
    }

    /// When the file of this name was put aside; `nil` for other files.
    static func archiveTime(_ name: String) -> Timestamp? {
        for reason in [Archive.reset, .deleted, .torn] {
            guard let range = name.utf8.lastRange(of: ".jsonl.\(reason.rawValue).".utf8) else { continue }
            // The colons of the time of day were written as dashes.
            var time = Array(name.utf8[range.upperBound...])
            for position in [13, 16] where time.count > position && time[position] == 0x2D { time[position] = 0x3A }
            return Timestamp(iso8601: String(decoding: time, as: UTF8.self))
        }
        return nil
    }

    /// The identifier in the file name of a transcript, or of one that was put aside; `nil` for other files.
    static func transcriptID(fileName: String) -> String? {
        if let id = self.sessionID(fileName: fileName) { return id }
        guard self.archiveTime(fileName) != nil else { return nil }
        for reason in [Archive.reset, .deleted, .torn] {
            guard let range = fileName.utf8.lastRange(of: ".jsonl.\(reason.rawValue).".utf8) else { continue }
            let id = String(fileName[..<range.lowerBound])
            return SessionIdentifier.isValid(id) ? id : nil
        }
        return nil
    }

    /// The identifier in the file name of a transcript, `nil` for other files.
    static func sessionID(fileName: String) -> String? {
        guard fileName.hasSuffix(".jsonl") else { return nil }
        let id = String(fileName.dropLast(6))
        return SessionIdentifier.isValid(id) ? id : nil
    }
}

extension String.UTF8View {
    fileprivate func lastRange(of part: String.UTF8View) -> Range<Index>? {
        var start = self.endIndex
        while true {
            if self[start...].starts(with: part) { return start..<self.index(start, offsetBy: part.count) }
            if start == self.startIndex { return nil }
            self.formIndex(before: &start)
        }
    }
}
