// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Options in the form streams use, shared by all streams of an origin.
final class StreamSettings: Sendable {
    let high: Int
    let low: Int
    let maximumPending: Int
    let stall: UInt64
    let linger: UInt64

    init(_ options: StreamOptions) {
        high = max(1, options.highWaterMark)
        low = max(0, min(options.lowWaterMark, options.highWaterMark - 1))
        maximumPending = max(options.highWaterMark, options.maximumPendingBytes)
        stall = MonotonicTime.nanoseconds(options.writeStallTimeout)
        linger = MonotonicTime.nanoseconds(options.lingerTimeout)
    }
}
