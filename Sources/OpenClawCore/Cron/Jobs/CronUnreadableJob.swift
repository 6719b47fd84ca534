// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A stored job that does not run because this version does not understand it. It stays in the file as it is.
struct CronUnreadableJob: Sendable, Hashable {
    /// How many are named in answers and in the log.
    static let shown = 20

    /// The job.
    let value: JSONValue
    /// Which one of the file's jobs it is; the first one is 1.
    let position: Int
    /// Why it does not run, and what to do.
    let reason: String

    init(_ value: JSONValue, position: Int, reason: String) {
        self.value = value
        self.position = position
        self.reason = DisplayText.plain(reason, maximumLength: 400)
    }

    /// The name it has in the log.
    var label: String { self.text("id") ?? self.text("name") ?? "number \(self.position)" }

    /// What clients are told.
    var json: JSONValue {
        var object: JSONObject = [:]
        for name in ["id", "name"] { if let text = self.text(name) { object[name] = .string(text) } }
        object["position"] = JSONValue(self.position)
        object["reason"] = .string(self.reason)
        return .object(object)
    }

    private func text(_ name: String) -> String? {
        guard let text = self.value[name]?.stringValue, !text.isEmpty else { return nil }
        return DisplayText.plain(text, maximumLength: 128)
    }
}
