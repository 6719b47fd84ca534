// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Formats records and hands the bytes to a closure, one call per record.
public struct FormattedLogSink<Formatter: LogFormatter>: LogSink {
    private let formatter: Formatter
    private let output: @Sendable ([UInt8]) -> Void

    /// Creates a sink.
    /// - Parameters:
    ///   - formatter: Makes the bytes.
    ///   - output: Takes them; called from any thread, also from several at once.
    public init(_ formatter: Formatter, output: @escaping @Sendable ([UInt8]) -> Void) {
        self.formatter = formatter
        self.output = output
    }

    /// Formats the record and hands its bytes on.
    public func write(_ record: LogRecord) {
        output(formatter.format(record))
    }
}
