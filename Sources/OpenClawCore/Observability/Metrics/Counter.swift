// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// A number which only grows.
public final class Counter: MetricSeries {
    private let total = Atomic<UInt64>(0)

    init() {}

    /// Adds to the number; negative amounts count as zero.
    public func increment(by amount: Int = 1) {
        total.wrappingAdd(UInt64(max(amount, 0)), ordering: .relaxed)
    }

    /// The number.
    public var value: UInt64 { total.load(ordering: .relaxed) }

    var reading: MetricReading { .number(Double(value)) }
}
