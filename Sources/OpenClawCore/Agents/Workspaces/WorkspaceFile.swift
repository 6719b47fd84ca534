// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One file of a workspace, as `agents.files.*` shows it.
struct WorkspaceFile: Sendable {
    var name: String
    var path: String
    /// In bytes; `nil` when there is no such file.
    var size: Int?
    /// In milliseconds since 1970.
    var modifiedAt: Int64?
    /// What it says, when that was asked for.
    var content: String?
    /// The SHA-256 of the content.
    var hash: String?

    var json: JSONValue {
        var object: JSONObject = ["name": .string(self.name), "path": .string(self.path), "missing": .bool(self.size == nil)]
        object["size"] = self.size.map { JSONValue($0) }
        object["updatedAtMs"] = self.modifiedAt.map { .int($0) }
        object["content"] = self.content.map { .string($0) }
        object["hash"] = self.hash.map { .string($0) }
        return .object(object)
    }
}
