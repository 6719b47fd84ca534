// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// What `status` says about heartbeats, in words.
enum HeartbeatLines {
    /// A line for each agent that has heartbeats or had one.
    static func words(of status: JSONValue) -> [String] {
        (status["heartbeat"]?["agents"]?.arrayValue ?? []).compactMap { agent in
            var parts: [String] = []
            if agent["enabled"]?.boolValue == true, let every = agent["every"]?.stringValue { parts.append("every \(every)") }
            if let next = agent["nextInMs"]?.intValue { parts.append("next in \(Wording.duration(milliseconds: next))") }
            if let last = agent["last"], let age = last["age"]?.intValue {
                let reason = last["reason"]?.stringValue.map { ": \($0)" } ?? ""
                parts.append("last \(Wording.duration(milliseconds: age)) ago \(last["status"]?.stringValue ?? "")\(reason)")
            }
            return parts.isEmpty ? nil : "\(agent["agentId"]?.stringValue ?? "") — \(parts.joined(separator: ", "))"
        }
    }
}
