// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes each record as a JSON object on one line: `{"timestamp":…,"level":…,"component":…,"event":…,"message":…, fields…}`.
///
/// A field which is called like one of these gets an underscore in front.
public struct JSONLinesLogFormatter: LogFormatter {
    /// Creates the formatter.
    public init() {}

    /// The record as a JSON object and a line end.
    public func format(_ record: LogRecord) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 256)
        writer.beginObject()
        writer.field("timestamp", record.timestamp.description)
        writer.field("level", record.level.name)
        writer.field("component", record.component)
        writer.field("event", record.event)
        writer.fieldIfPresent("message", record.message)
        for field in record.metadata.fields {
            switch field.key {
            case "timestamp", "level", "component", "event", "message": writer.key("_" + field.key)
            default: writer.key(field.key)
            }
            field.value.write(to: &writer)
        }
        writer.endObject()
        writer.append(0x0A)
        return writer.finish()
    }
}
