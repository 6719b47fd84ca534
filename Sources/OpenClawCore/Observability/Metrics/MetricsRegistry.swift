// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// The metrics of one gateway.
///
/// Ask once for a metric and keep it; counting then takes an atomic instruction, observing in a histogram an uncontended lock.
/// Reading all metrics copies references under short locks and formats outside of them.
///
/// Asking again for a name gives the same metric. Names and labels must follow the rules of Prometheus, and a name keeps its kind
/// and labels: anything else is a mistake in the program and stops it.
public final class MetricsRegistry: Sendable {
    private struct Registration: Sendable {
        let kind: MetricKind
        let labelNames: [String]
        let family: any AnyObject & Sendable
        let snapshot: @Sendable () -> MetricSnapshot
    }

    private let registrations = Mutex<[String: Registration]>([:])

    /// Creates a registry without metrics.
    public init() {}

    /// A counter without labels. By convention the name ends in `_total`.
    public func counter(_ name: String, help: String) -> Counter {
        counter(name, help: help, labels: [], maximumSeries: 1).labeled()
    }

    /// A counter for each combination of label values.
    public func counter(_ name: String, help: String, labels: [String], maximumSeries: Int = 200) -> CounterFamily {
        family(name, help, .counter, labels, maximumSeries, read: \.reading) { Counter() }
    }

    /// A gauge without labels.
    public func gauge(_ name: String, help: String) -> Gauge {
        gauge(name, help: help, labels: [], maximumSeries: 1).labeled()
    }

    /// A gauge for each combination of label values.
    public func gauge(_ name: String, help: String, labels: [String], maximumSeries: Int = 200) -> GaugeFamily {
        family(name, help, .gauge, labels, maximumSeries, read: \.reading) { Gauge() }
    }

    /// A gauge whose value is read when the metrics are: for what is known elsewhere, such as the size of a queue.
    ///
    /// A later registration of the same name replaces the closure.
    public func gauge(_ name: String, help: String, reading: @escaping @Sendable () -> Double) {
        MetricsRegistry.check(name, [])
        final class Marker: Sendable {}
        let registration = Registration(kind: .gauge, labelNames: [], family: Marker()) {
            MetricSnapshot(name: name, help: help, kind: .gauge, labelNames: [], readings: [([], .number(reading()))])
        }
        registrations.withLock { $0[name] = registration }
    }

    /// A histogram without labels.
    public func histogram(_ name: String, help: String, buckets: HistogramBuckets = .latency) -> Histogram {
        histogram(name, help: help, labels: [], buckets: buckets, maximumSeries: 1).labeled()
    }

    /// A histogram for each combination of label values; the buckets of the first registration count.
    public func histogram(
        _ name: String,
        help: String,
        labels: [String],
        buckets: HistogramBuckets = .latency,
        maximumSeries: Int = 100
    ) -> HistogramFamily {
        precondition(!labels.contains("le"), "'le' is the label of a histogram's buckets")
        return family(name, help, .histogram, labels, maximumSeries, read: \.reading) { Histogram(bounds: buckets.bounds) }
    }

    /// All metrics at this moment, by name.
    func snapshots() -> [MetricSnapshot] {
        registrations.withLock { $0 }.sorted { $0.key < $1.key }.map { $0.value.snapshot() }
    }

    private func family<Series: MetricSeries>(
        _ name: String,
        _ help: String,
        _ kind: MetricKind,
        _ labelNames: [String],
        _ maximumSeries: Int,
        read: @escaping @Sendable (Series) -> MetricReading,
        make: @escaping @Sendable () -> Series
    ) -> MetricFamily<Series> {
        MetricsRegistry.check(name, labelNames)
        return registrations.withLock { registrations in
            if let known = registrations[name] {
                guard known.labelNames == labelNames, let family = known.family as? MetricFamily<Series> else {
                    preconditionFailure("\(name) is registered already as another kind of metric or with other labels")
                }
                return family
            }
            let family = MetricFamily(name: name, help: help, labelNames: labelNames, maximumSeries: maximumSeries, make: make)
            registrations[name] = Registration(kind: kind, labelNames: labelNames, family: family) {
                MetricSnapshot(
                    name: name,
                    help: help,
                    kind: kind,
                    labelNames: labelNames,
                    readings: family.all.map { ($0.labels, read($0.series)) }
                )
            }
            return family
        }
    }

    private static func check(_ name: String, _ labelNames: [String]) {
        precondition(isName(name, allowingColon: true), "'\(name)' is no metric name; use letters, digits, '_' and ':'")
        for label in labelNames {
            precondition(
                isName(label, allowingColon: false) && !label.utf8.starts(with: "__".utf8),
                "'\(label)' is no label name; use letters, digits and '_'"
            )
        }
    }

    private static func isName(_ name: String, allowingColon: Bool) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
            case 0x3A: allowingColon
            default: false
            }
        }
    }
}
