// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The newest lines of the log, kept in memory for `logs.tail`.
///
/// Bound: so many bytes; the oldest lines go first. A cursor counts the bytes since the start.
public final class LogTail: LogSink {
    /// A part of the log.
    package struct Page: Sendable {
        /// The lines, without line ends.
        package var lines: [String]
        /// Where to go on.
        package var cursor: Int
        /// Bytes since the start.
        package var size: Int
        /// Whether lines were left out because of a bound.
        package var isTruncated: Bool
        /// Whether the cursor was none of this log's.
        package var isReset: Bool
    }

    private struct State {
        var lines: [(end: Int, text: String)] = []
        var first = 0
        var bytes = 0
        var end = 0
    }

    private let maximumBytes: Int
    private let formatter = JSONLinesLogFormatter()
    private let state = Mutex(State())

    /// Makes an empty tail.
    public init(maximumBytes: Int = 1 << 20) { self.maximumBytes = max(4_096, maximumBytes) }

    /// Keeps a record as a line of JSON.
    public func write(_ record: LogRecord) {
        var text = String(decoding: self.formatter.format(record), as: UTF8.self)
        if text.utf8.last == 0x0A { text.removeLast() }
        let count = text.utf8.count + 1
        self.state.withLock { state in
            state.end += count
            state.bytes += count
            state.lines.append((state.end, text))
            while state.bytes > self.maximumBytes, state.first < state.lines.count - 1 {
                state.bytes -= state.lines[state.first].text.utf8.count + 1
                state.lines[state.first].text = ""
                state.first += 1
            }
            if state.first > 1_024, state.first * 2 > state.lines.count {
                state.lines.removeFirst(state.first)
                state.first = 0
            }
        }
    }

    /// The lines after a cursor, or the newest ones.
    package func page(after cursor: Int?, limit: Int, maximumBytes: Int) -> Page {
        self.state.withLock { state in
            let all = state.lines[state.first...]
            let isReset = cursor.map { $0 > state.end } ?? false
            let start = isReset ? nil : cursor
            var chosen = start.map { cursor in all.drop { $0.end <= cursor } } ?? all
            var isTruncated = start.map { cursor in (all.first.map { $0.end - $0.text.utf8.count - 1 } ?? cursor) > cursor } ?? false
            if chosen.count > limit {
                chosen = start == nil ? chosen.suffix(limit) : chosen.prefix(limit)
                isTruncated = true
            }
            var bytes = 0
            var lines: [(end: Int, text: String)] = []
            for line in start == nil ? Array(chosen.reversed()) : Array(chosen) {
                bytes += line.text.utf8.count + 1
                if bytes > maximumBytes {
                    isTruncated = true
                    break
                }
                lines.append(line)
            }
            if start == nil { lines.reverse() }
            return Page(
                lines: lines.map(\.text),
                cursor: lines.last?.end ?? start ?? state.end,
                size: state.end,
                isTruncated: isTruncated,
                isReset: isReset
            )
        }
    }
}
