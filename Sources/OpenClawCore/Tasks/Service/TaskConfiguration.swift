// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How tasks run, and the bounds of the queue.
public struct TaskConfiguration: Sendable {
    /// How long an attempt may take when its task does not say; `nil` is as long as it takes.
    public var defaultTimeout: Duration?
    /// After how long an attempt is reported as long; `nil` never does.
    public var longTaskWarning: Duration?
    /// How long a task may stand in line when it does not say; `nil` is for ever.
    public var queueTimeout: Duration?
    /// How many tasks may be open: waiting or running.
    public var maximumOpen: Int
    /// How many may stand in line; more are deferred. Those that wait for others, and `control`, do not count.
    public var maximumQueued: Int
    /// How many run at the same time in this process, and on each node; one more of each is kept for `control`.
    public var concurrency: Int
    /// How many ended tasks are kept.
    public var maximumFinished: Int
    /// How many bytes those may take.
    public var maximumFinishedBytes: Int
    /// How many bytes of an answer are kept, of its text and of its value each.
    public var maximumOutcomeBytes: Int
    /// How long a node may be away before its tasks are given to others.
    public var nodeGrace: Duration
    /// Whether tasks are recorded in the gateway's ledger; otherwise they end with the process.
    public var isDurable: Bool

    /// Makes a configuration.
    public init(
        defaultTimeout: Duration? = nil,
        longTaskWarning: Duration? = .seconds(300),
        queueTimeout: Duration? = .seconds(600),
        maximumOpen: Int = 10_000,
        maximumQueued: Int = 1_000,
        concurrency: Int = 5,
        maximumFinished: Int = 1_000,
        maximumFinishedBytes: Int = 16 << 20,
        maximumOutcomeBytes: Int = 64 << 10,
        nodeGrace: Duration = .seconds(10),
        isDurable: Bool = true
    ) {
        self.defaultTimeout = defaultTimeout
        self.longTaskWarning = longTaskWarning
        self.queueTimeout = queueTimeout
        self.maximumOpen = max(1, maximumOpen)
        self.maximumQueued = max(1, maximumQueued)
        self.concurrency = max(1, concurrency)
        self.maximumFinished = max(1, maximumFinished)
        self.maximumFinishedBytes = maximumFinishedBytes
        self.maximumOutcomeBytes = maximumOutcomeBytes
        self.nodeGrace = nodeGrace
        self.isDurable = isDurable
    }
}
