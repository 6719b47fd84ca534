// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Lets records of a level and above pass, when one of several sinks shall get less than the others.
public struct LevelLogSink: LogSink {
    private let threshold: LogThreshold
    private let next: any LogSink

    /// Creates a sink which passes records from `level` on to `next`.
    public init(_ level: LogLevel, next: any LogSink) {
        self.init(LogThreshold(level), next: next)
    }

    /// Creates a sink which passes what `threshold` allows to `next`.
    public init(_ threshold: LogThreshold, next: any LogSink) {
        self.threshold = threshold
        self.next = next
    }

    /// Passes the record on if its level is high enough.
    public func write(_ record: LogRecord) {
        if threshold.allows(record.level) { next.write(record) }
    }
}
