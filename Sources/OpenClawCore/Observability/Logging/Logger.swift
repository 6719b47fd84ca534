// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes log records of one component to a sink.
///
/// ```swift
/// logger.info("client.connected", ["client_id": "\(id)", "duration_ms": .milliseconds(elapsed)])
/// ```
/// What is below the threshold costs one comparison: neither message nor metadata is made. A logger is a value, pass it along and
/// add context with ``with(_:)``.
public struct Logger: Sendable {
    /// The component named in the records.
    public let component: String
    /// Fields which every record of this logger carries.
    public let context: LogMetadata
    /// The level from which on records are written.
    public let threshold: LogThreshold
    private let sink: any LogSink
    private let clock: any WallClock

    /// Creates a logger with its own threshold.
    public init(component: String, sink: any LogSink, level: LogLevel = .info, clock: any WallClock = SystemWallClock()) {
        self.init(component: component, sink: sink, threshold: LogThreshold(level), clock: clock)
    }

    /// Creates a logger with a shared threshold.
    public init(component: String, sink: any LogSink, threshold: LogThreshold, clock: any WallClock = SystemWallClock()) {
        self.init(component: component, context: [:], threshold: threshold, sink: sink, clock: clock)
    }

    private init(component: String, context: LogMetadata, threshold: LogThreshold, sink: any LogSink, clock: any WallClock) {
        self.component = component
        self.context = context
        self.threshold = threshold
        self.sink = sink
        self.clock = clock
    }

    /// A logger which writes nothing.
    public static var disabled: Logger {
        Logger(component: "", sink: MultiplexLogSink([]), level: .fatal)
    }

    /// The same logger for another component.
    public func component(_ name: String) -> Logger {
        Logger(component: name, context: context, threshold: threshold, sink: sink, clock: clock)
    }

    /// The same logger with more fields in every record.
    public func with(_ metadata: LogMetadata) -> Logger {
        Logger(component: component, context: context.merging(metadata), threshold: threshold, sink: sink, clock: clock)
    }

    /// Whether records of `level` are written, for work which only serves a record.
    @inlinable
    public func isEnabled(_ level: LogLevel) -> Bool {
        threshold.allows(level)
    }

    /// Writes a record.
    /// - Parameters:
    ///   - level: How much it matters.
    ///   - event: A stable name of what happened.
    ///   - metadata: Details.
    ///   - message: A sentence for people.
    @inlinable
    public func log(
        _ level: LogLevel,
        _ event: @autoclosure () -> String,
        _ metadata: @autoclosure () -> LogMetadata = [:],
        message: @autoclosure () -> String? = nil
    ) {
        guard threshold.allows(level) else { return }
        write(level, event(), metadata(), message())
    }

    @usableFromInline
    @inline(never)
    func write(_ level: LogLevel, _ event: String, _ metadata: LogMetadata, _ message: String?) {
        sink.write(
            LogRecord(
                timestamp: clock.now(),
                level: level,
                component: component,
                event: event,
                message: message,
                metadata: context.merging(metadata)
            )
        )
    }
}
