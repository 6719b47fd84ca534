// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes server-sent events into a byte array.
public enum ServerSentEventEncoder {
    /// Writes one event; every line of the data becomes a `data:` line. Refuses a type or id with a line end or NUL.
    public static func write(_ event: ServerSentEvent, into output: inout [UInt8]) throws(ServerSentEventError) {
        for text in [event.event, event.id] {
            guard let text else { continue }
            guard !text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0 }) else { throw ServerSentEventError(.invalidName) }
        }
        if let type = event.event { writeLine("event: ", type, into: &output) }
        if let id = event.id { writeLine("id: ", id, into: &output) }
        output.append("data: ")
        var previous: UInt8 = 0
        for byte in event.data.utf8 {
            if byte == ASCII.lineFeed || byte == ASCII.carriageReturn {
                if !(byte == ASCII.lineFeed && previous == ASCII.carriageReturn) { output.append("\ndata: ") }
            } else {
                output.append(byte)
            }
            previous = byte
        }
        output.append("\n\n")
    }

    /// Writes an event whose data is one line, for example JSON, which is already encoded.
    ///
    /// The data must be UTF-8 without line ends: a line end is a mistake of the caller and traps.
    public static func write(singleLineData data: UnsafeRawBufferPointer, event: StaticString? = nil, into output: inout [UInt8]) {
        if let base = data.baseAddress {
            var index = 0
            while index < data.count {
                index = ByteScan.firstControl(base, from: index, to: data.count)
                guard index < data.count else { break }
                precondition(data[index] != 0x0A && data[index] != 0x0D, "data with line ends: use write(_:into:)")
                index += 1
            }
        }
        output.reserveCapacity(output.count + data.count + 64)
        if let event {
            output.append("event: ")
            output.append(event)
            output.append("\n")
        }
        output.append("data: ")
        output.append(contentsOf: data)
        output.append("\n\n")
    }

    /// Writes a comment, which keeps proxies from closing an idle stream.
    public static func writeComment(into output: inout [UInt8]) {
        output.append(":\n\n")
    }

    /// Writes the reconnection time.
    public static func writeRetry(milliseconds: Int, into output: inout [UInt8]) {
        output.append("retry: ")
        output.appendDecimal(milliseconds)
        output.append("\n\n")
    }

    private static func writeLine(_ name: StaticString, _ value: String, into output: inout [UInt8]) {
        output.append(name)
        output.append(value)
        output.append("\n")
    }
}
