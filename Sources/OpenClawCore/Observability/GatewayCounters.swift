// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The gateway's own metrics, looked up once.
struct GatewayCounters: Sendable {
    let runsStarted: Counter
    let runsWithdrawn: Counter
    let runsStuck: Counter
    let runsCompleted: Counter
    let runsFailed: Counter
    let runDuration: Histogram
    let messagesAccepted: Counter
    let messagesDuplicate: Counter
    let messagesDeferred: Counter
    let messagesRejected: Counter
    let deliveries: Counter
    let deliveriesUnknown: Counter
    let deliveriesFailed: Counter
    let eventsPublished: Counter
    let tokens: CounterFamily

    init(_ metrics: MetricsRegistry) {
        let messages = metrics.counter("openclaw_messages_total", help: "Messages handed in by channels.", labels: ["admission"])
        self.messagesAccepted = messages.labeled("accepted")
        self.messagesDuplicate = messages.labeled("duplicate")
        self.messagesDeferred = messages.labeled("deferred")
        self.messagesRejected = messages.labeled("rejected")
        let deliveries = metrics.counter("openclaw_deliveries_total", help: "Answers handed to channels.", labels: ["outcome"])
        self.deliveries = deliveries.labeled("sent")
        self.deliveriesUnknown = deliveries.labeled("unknown")
        self.deliveriesFailed = deliveries.labeled("failed")
        self.runsStarted = metrics.counter("openclaw_runs_started_total", help: "Turns that began.")
        self.runsWithdrawn = metrics.counter("openclaw_runs_withdrawn_total", help: "Turns that ended while they waited.")
        self.runsStuck = metrics.counter(
            "openclaw_runs_stuck_total",
            help: "Ended turns whose agents did not return; their sessions went on without them."
        )
        self.runsCompleted = metrics.counter("openclaw_runs_completed_total", help: "Turns that ended well.")
        self.runsFailed = metrics.counter("openclaw_runs_failed_total", help: "Turns that failed, timed out or were aborted.")
        self.runDuration = metrics.histogram(
            "openclaw_run_duration_seconds",
            help: "Time from a turn's start to its end.",
            buckets: .longLatency
        )
        self.eventsPublished = metrics.counter("openclaw_events_published_total", help: "Events handed to the event hub.")
        self.tokens = metrics.counter("openclaw_llm_tokens_total", help: "Tokens used by turns.", labels: ["kind"])
    }

    /// Counts the end of a run.
    func ended(_ result: RunResult) {
        if result.status == .ok { self.runsCompleted.increment() } else { self.runsFailed.increment() }
        if let startedAt = result.startedAt {
            self.runDuration.observe(Double(result.endedAt.milliseconds - startedAt.milliseconds) / 1_000)
        }
        if let usage = result.usage {
            self.tokens.labeled("input").increment(by: usage.input)
            self.tokens.labeled("output").increment(by: usage.output)
        }
    }
}
