// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Gives each record to several sinks, in order.
public struct MultiplexLogSink: LogSink {
    private let sinks: [any LogSink]

    /// Creates a sink which writes to all of `sinks`.
    public init(_ sinks: [any LogSink]) {
        self.sinks = sinks
    }

    /// Gives the record to every sink.
    public func write(_ record: LogRecord) {
        for sink in sinks { sink.write(record) }
    }
}
