// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// A number which goes up and down.
public final class Gauge: MetricSeries {
    private let bits = Atomic<UInt64>(0)

    init() {}

    /// Sets the number.
    public func set(_ value: Double) {
        bits.store(value.bitPattern, ordering: .relaxed)
    }

    /// Sets the number.
    public func set(_ value: Int) {
        set(Double(value))
    }

    /// Adds to the number; the amount may be negative.
    public func add(_ amount: Double) {
        var current = bits.load(ordering: .relaxed)
        while true {
            let next = (Double(bitPattern: current) + amount).bitPattern
            let (exchanged, original) = bits.weakCompareExchange(expected: current, desired: next, ordering: .relaxed)
            if exchanged { return }
            current = original
        }
    }

    /// Adds a whole number.
    public func increment(by amount: Int = 1) {
        add(Double(amount))
    }

    /// Takes a whole number away.
    public func decrement(by amount: Int = 1) {
        add(-Double(amount))
    }

    /// The number.
    public var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    var reading: MetricReading { .number(value) }
}
