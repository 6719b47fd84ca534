// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A scheduled job (PROTOCOL 7.3).
struct CronJob: Sendable, Hashable {
    /// The job's name for programs.
    let id: String
    var agentID: AgentID?
    /// The name for people.
    var name: String
    var description: String?
    var isEnabled: Bool
    var deletesAfterRun: Bool
    let createdAt: Timestamp
    var updatedAt: Timestamp
    /// Counts the changes people made; with the job and the slot it is the identity of a run.
    var revision: Int
    var schedule: CronSchedule
    var target: CronTarget
    var wakeMode: String
    var payload: CronPayload
    var delivery: CronDelivery
    /// `nil` is the gateway's.
    var misfire: CronMisfirePolicy?
    var overlap: CronOverlapPolicy
    /// `nil` is the gateway's.
    var failureAlert: CronJobAlert?
    /// What the file has beside all that.
    var foreign = CronForeignFields()
}
