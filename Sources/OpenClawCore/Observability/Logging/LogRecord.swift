// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One thing that happened.
public struct LogRecord: Sendable {
    /// When it happened.
    public var timestamp: Timestamp
    /// How much it matters.
    public var level: LogLevel
    /// The part of the program it happened in, such as `gateway` or `channel.telegram`.
    public var component: String
    /// A stable name of what happened, such as `client.connected`.
    public var event: String
    /// A sentence for people, if the event's name does not say it all.
    public var message: String?
    /// Details.
    public var metadata: LogMetadata

    /// Creates a record.
    public init(
        timestamp: Timestamp,
        level: LogLevel,
        component: String,
        event: String,
        message: String? = nil,
        metadata: LogMetadata = [:]
    ) {
        self.timestamp = timestamp
        self.level = level
        self.component = component
        self.event = event
        self.message = message
        self.metadata = metadata
    }
}
