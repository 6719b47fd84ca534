// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// All series of one metric, told apart by the values of its labels.
///
/// The number of series is bounded. When it is reached, new label values share one series whose labels all read `other`.
public final class MetricFamily<Series: MetricSeries>: Sendable {
    private struct State {
        var byLabels: [[String]: Series] = [:]
        var ordered: [(labels: [String], series: Series)] = []
        var overflow: Series?
    }

    let name: String
    let help: String
    let labelNames: [String]
    let maximumSeries: Int
    private let make: @Sendable () -> Series
    private let state = Mutex(State())

    init(name: String, help: String, labelNames: [String], maximumSeries: Int, make: @escaping @Sendable () -> Series) {
        self.name = name
        self.help = help
        self.labelNames = labelNames
        self.maximumSeries = max(maximumSeries, 1)
        self.make = make
    }

    /// The series with these label values, in the order of the label names. Keep it where it is used often.
    public func labeled(_ labels: String...) -> Series {
        labeled(labels)
    }

    /// The series with these label values, in the order of the label names.
    public func labeled(_ labels: [String]) -> Series {
        precondition(labels.count == labelNames.count, "\(name) has the labels \(labelNames), got values \(labels)")
        return state.withLock { state in
            if let series = state.byLabels[labels] { return series }
            if state.ordered.count >= maximumSeries {
                if let overflow = state.overflow { return overflow }
                let overflow = make()
                state.overflow = overflow
                return overflow
            }
            let series = make()
            state.byLabels[labels] = series
            state.ordered.append((labels, series))
            return series
        }
    }

    /// Forgets a series, for things which no longer exist.
    public func remove(_ labels: [String]) {
        state.withLock { state in
            guard state.byLabels.removeValue(forKey: labels) != nil else { return }
            state.ordered.removeAll { $0.labels == labels }
        }
    }

    /// The series and their label values, taken under the lock and read afterwards.
    var all: [(labels: [String], series: Series)] {
        state.withLock { state in
            let overflow = state.overflow.map { [(labels: labelNames.map { _ in "other" }, series: $0)] } ?? []
            return state.ordered + overflow
        }
    }
}

/// Counters told apart by labels.
public typealias CounterFamily = MetricFamily<Counter>

/// Gauges told apart by labels.
public typealias GaugeFamily = MetricFamily<Gauge>

/// Histograms told apart by labels.
public typealias HistogramFamily = MetricFamily<Histogram>
