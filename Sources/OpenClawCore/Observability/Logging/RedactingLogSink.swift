// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Masks secrets in records before they reach another sink.
public struct RedactingLogSink: LogSink {
    private let redactor: Redactor
    private let next: any LogSink

    /// Creates a sink which writes masked records to `next`.
    public init(_ next: any LogSink, redactor: Redactor = Redactor()) {
        self.next = next
        self.redactor = redactor
    }

    /// Masks secrets in message and fields and passes the record on.
    public func write(_ record: LogRecord) {
        var record = record
        record.message = record.message.map(redactor.redact)
        record.metadata = redactor.redact(record.metadata)
        next.write(record)
    }
}
