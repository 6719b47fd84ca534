// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The session a job runs in.
enum CronTarget: Sendable, Hashable {
    /// The agent's main session.
    case main
    /// A session of its own, fresh for each run: `cron:<job>`.
    case isolated
    /// This session.
    case session(SessionKey)

    init(text: String) throws(CronError) {
        switch text {
        case "main": self = .main
        case "isolated": self = .isolated
        default:
            guard text.hasPrefix("session:") else {
                throw CronError(.invalid, "sessionTarget must be main, isolated or session:KEY")
            }
            let key = SessionKey(String(text.dropFirst(8)))
            guard key.isValid else { throw CronError(.invalid, "sessionTarget names no session key that is allowed") }
            self = .session(key)
        }
    }

    var text: String {
        switch self {
        case .main: "main"
        case .isolated: "isolated"
        case .session(let key): "session:\(key.rawValue)"
        }
    }
}
