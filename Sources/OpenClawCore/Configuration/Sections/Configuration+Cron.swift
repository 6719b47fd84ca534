// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `cron`: scheduled jobs.
    public struct Cron: Sendable, Hashable {
        /// Whether scheduled jobs run.
        public var isEnabled = true
        /// The file they are kept in; `nil` is `cron/jobs.json` in the state directory.
        public var store: String?
        /// How many run at the same time.
        public var maxConcurrentRuns = 1
        /// The zone of schedules that name none; `nil` is the machine's.
        public var timeZone: String?
        /// How long the sessions of jobs rest before they are archived.
        public var sessionRetention: Duration? = .seconds(86_400)

        /// What web hooks of jobs are shown.
        public var webhookToken: Secret?
        /// Whether web hooks of jobs may be on this machine and in private networks.
        public var webhookAllowPrivate = false

        /// Whether jobs that say nothing about it leave missed times out.
        public var skipMissedJobs = false
        /// What is kept of runs that ended.
        public var runLog = CronRunLog()
        /// Word for people that a job fails again and again.
        public var failureAlert = CronFailureAlert()

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.Cron {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "enabled",
                \.isEnabled,
                .boolean,
                default: true,
                "Whether scheduled jobs run; `OPENCLAW_SKIP_CRON=1` switches them off as well. They can be seen and changed either way."
            ),
            .key(
                "store",
                \.store,
                .path(example: "\"~/claw-jobs.json\""),
                "The file that keeps the jobs; `cron/jobs.json` in the state directory when left out."
            ),
            .key("maxConcurrentRuns", \.maxConcurrentRuns, .integer(1...64), default: 1, "How many jobs run at the same time."),
            .key(
                "timeZone",
                \.timeZone,
                .text("the name of a time zone", example: "\"Europe/Berlin\""),
                "Time zone of schedules that name none; the machine's (`TZ`, then `/etc/timezone`, then UTC) when left out."
            ),
            .key(
                "webhookToken",
                \.webhookToken,
                .secret,
                "What web hooks of jobs (`delivery.mode: \"webhook\"`) are shown, as `Authorization: Bearer`; nothing when left out."
            ),
            .key(
                "webhookAllowPrivate",
                \.webhookAllowPrivate,
                .boolean,
                default: false,
                "Let jobs post to web hooks on this machine and in private networks. Who may add jobs then reaches what the gateway reaches."
            ),
            .key(
                "skipMissedJobs",
                \.skipMissedJobs,
                .boolean,
                default: false,
                "Leave out times that passed while the gateway was down, for jobs that name no `misfire`; false makes up for the last one."
            ),
            .key("runLog", \.runLog, Configuration.CronRunLog.schema.type, default: .init(), "What is kept of runs that ended."),
            .key(
                "failureAlert",
                \.failureAlert,
                Configuration.CronFailureAlert.schema.type,
                default: .init(),
                "Word for people that a job fails again and again; `failureAlert` of a job goes first."
            ),
            .key(
                "sessionRetention",
                \.sessionRetention,
                .orOff(.duration(.milliseconds, atLeast: .seconds(60))),
                default: .seconds(86_400),
                "How long the session of a job rests before it is archived, whatever session.maintenance.mode is; `false` treats it like any other."
            ),
        ]
    )
}
