// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How a run ended, as the driver saw it.
struct CronOutcome: Sendable, Hashable {
    var status: CronRunStatus
    var error: String?
    /// The beginning of the answer.
    var summary: String?
    var deliveryStatus = CronDeliveryStatus.notRequested
    var deliveryError: String?
    var sessionKey: String?
    var sessionID: String?
    var model: String?
    var usage: JSONValue?

    /// The longest summary that is kept, in characters.
    static let maximumSummary = 1_000

    static func failed(_ error: String) -> CronOutcome { CronOutcome(status: .error, error: error) }
}
