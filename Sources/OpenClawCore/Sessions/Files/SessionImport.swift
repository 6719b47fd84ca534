// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads `sessions.json`, the index other gateways keep: an object from session key to properties.
struct SessionImport {
    /// Members that the store's own rows carry, or that say where files are.
    static let ownMembers: Set<String> = ["sessionId", "updatedAt", "sessionStartedAt", "lastInteractionAt", "sessionFile"]
    /// Larger properties (caches of prompts and the like) are not taken over, in bytes.
    static let maximumMemberBytes = 2048
    /// The largest file that is read, in bytes.
    static let maximumFileBytes = 256 << 20

    /// The sessions of the file.
    private(set) var records: [SessionRecord] = []
    /// Keys that were left out because their identifiers are no good as file names.
    private(set) var rejected: [String] = []

    /// Reads the file's text.
    /// - Parameter folder: the agent's folder, for the short keys of old files.
    init(_ text: [UInt8], folder: String) throws(JSONError) {
        let value = try JSONValue(parsing: text, limits: JSONLimits(maximumBytes: Self.maximumFileBytes))
        for (name, entry) in value.objectValue ?? [:] {
            let key = SessionKey(name == "main" ? "agent:\(folder):main" : name)
            guard let fields = entry.objectValue, key.isValid, let sessionID = Self.transcript(fields) else {
                self.rejected.append(name)
                continue
            }
            let updatedAt = fields["updatedAt"]?.intValue ?? 0
            var attributes = JSONObject()
            for (member, value) in fields where !Self.ownMembers.contains(member) && !value.isNull {
                if value.approximateByteCount <= Self.maximumMemberBytes { attributes[member] = value }
            }
            self.records.append(
                SessionRecord(
                    key: key,
                    sessionID: sessionID,
                    createdAt: Timestamp(milliseconds: fields["sessionStartedAt"]?.intValue ?? updatedAt),
                    updatedAt: Timestamp(milliseconds: updatedAt),
                    lastInteractionAt: fields["lastInteractionAt"]?.intValue.map { Timestamp(milliseconds: $0) },
                    attributes: attributes
                )
            )
        }
    }

    /// The transcript's file name without its ending; topics have names of their own.
    private static func transcript(_ fields: JSONObject) -> String? {
        if let path = fields["sessionFile"]?.stringValue, let name = path.split(separator: "/").last,
            let id = SessionLayout.sessionID(fileName: String(name))
        {
            return id
        }
        guard let id = fields["sessionId"]?.stringValue, SessionIdentifier.isValid(id) else { return nil }
        return id
    }
}
