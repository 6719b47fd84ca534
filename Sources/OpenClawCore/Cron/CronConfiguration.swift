// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How scheduled jobs run.
public struct CronConfiguration: Sendable {
    /// Whether they run at all; while they do not they can still be seen and changed.
    public var isEnabled: Bool
    /// How many run at the same time.
    public var maximumConcurrentRuns: Int
    /// The zone of schedules that name none, as the IANA database calls it.
    public var timeZone: String
    /// Where time zones are read from.
    public var timeZones: TimeZoneDatabase
    /// How late a run may begin before its slot counts as missed.
    public var misfireGrace: Duration
    /// Posts ends of runs to web hooks; `nil` refuses jobs that want that.
    public var webhooks: CronWebhooks?
    /// When and where people are told that a job fails again and again.
    public var failureAlerts: CronFailureAlerts
    /// What becomes of slots that passed, for jobs that name no `misfire` of their own.
    public var misfire: CronMisfirePolicy
    /// What is kept of runs that ended.
    public var runLog: CronRunLogLimits

    /// Makes a configuration.
    public init(
        isEnabled: Bool = true,
        maximumConcurrentRuns: Int = 1,
        timeZone: String = "UTC",
        timeZones: TimeZoneDatabase = TimeZoneDatabase(),
        misfireGrace: Duration = .seconds(60),
        webhooks: CronWebhooks? = nil,
        failureAlerts: CronFailureAlerts = CronFailureAlerts(),
        misfire: CronMisfirePolicy = .runOnce,
        runLog: CronRunLogLimits = CronRunLogLimits()
    ) {
        self.isEnabled = isEnabled
        self.maximumConcurrentRuns = max(1, maximumConcurrentRuns)
        self.timeZone = timeZone
        self.timeZones = timeZones
        self.misfireGrace = misfireGrace
        self.webhooks = webhooks
        self.failureAlerts = failureAlerts
        self.misfire = misfire
        self.runLog = runLog
    }
}
