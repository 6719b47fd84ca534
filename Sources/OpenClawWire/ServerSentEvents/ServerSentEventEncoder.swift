// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes server-sent events into a byte array.
public enum ServerSentEventEncoder {
    /// Writes one event; every line of the data becomes a `data:` line. Refuses a type or id with a line end.
    public static func write(_ event: ServerSentEvent, into output: inout [UInt8]) throws(ServerSentEventError) {}

    /// Writes an event with already encoded data without line ends (for example JSON); no checks, no copies but one.
    public static func write(singleLineData data: UnsafeRawBufferPointer, event: StaticString? = nil, into output: inout [UInt8]) {}

    /// Writes a comment line, which keeps proxies from closing an idle stream.
    public static func writeComment(into output: inout [UInt8]) {}

    /// Writes the reconnection time.
    public static func writeRetry(milliseconds: Int, into output: inout [UInt8]) {}
}
