// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Counts observations in fixed buckets.
public final class Histogram: MetricSeries {
    private struct State {
        var counts: [UInt64]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds
        self.state = Mutex(State(counts: [UInt64](repeating: 0, count: bounds.count + 1)))
    }

    /// Counts one observation. Anything but a number is ignored.
    public func observe(_ value: Double) {
        guard !value.isNaN else { return }
        var low = 0
        var high = bounds.count
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] < value { low = middle + 1 } else { high = middle }
        }
        let bucket = low
        state.withLock { state in
            state.counts[bucket] += 1
            state.sum += value
        }
    }

    /// Counts a duration in seconds.
    public func observe(_ duration: Duration) {
        observe(duration.inSeconds)
    }

    var reading: MetricReading {
        let state = state.withLock { $0 }
        var total: UInt64 = 0
        let cumulative = state.counts.map { count in
            total += count
            return total
        }
        return .histogram(bounds: bounds, cumulative: cumulative, sum: state.sum)
    }
}
