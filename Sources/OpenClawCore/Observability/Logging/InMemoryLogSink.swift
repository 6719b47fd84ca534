// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Keeps the latest records in memory, for `logs` over the gateway and for tests.
public final class InMemoryLogSink: LogSink {
    private struct State {
        var records: [LogRecord] = []
        /// The place of the oldest record once the buffer is full.
        var oldest = 0
        var dropped: UInt64 = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// Creates a sink which keeps `capacity` records, at least one, and forgets the oldest ones first.
    public init(capacity: Int = 1000) {
        self.capacity = max(capacity, 1)
    }

    /// Keeps the record and forgets the oldest one when full.
    public func write(_ record: LogRecord) {
        state.withLock { state in
            if state.records.count < capacity {
                state.records.append(record)
            } else {
                state.records[state.oldest] = record
                state.oldest = (state.oldest + 1) % capacity
                state.dropped += 1
            }
        }
    }

    /// What is kept, oldest first.
    public var records: [LogRecord] {
        state.withLock { Array($0.records[$0.oldest...] + $0.records[..<$0.oldest]) }
    }

    /// How many records were forgotten.
    public var dropped: UInt64 {
        state.withLock { $0.dropped }
    }
}
