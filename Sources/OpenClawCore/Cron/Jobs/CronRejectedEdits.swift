// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Changes of the stored jobs by hand that could not be used.
struct CronRejectedEdits: Sendable, Hashable {
    /// Why, and what to do.
    var reason: String
    /// Where they are kept; `nil` as long as they are still in the place of the jobs.
    var place: String?
    /// When they were found.
    var time: Timestamp

    /// What clients are told.
    var json: JSONValue {
        var object: JSONObject = ["reason": .string(self.reason), "atMs": .int(self.time.milliseconds)]
        if let place { object["file"] = .string(place) }
        return .object(object)
    }
}
