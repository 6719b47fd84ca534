// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension MetricsRegistry {
    /// All numbers at this moment, by metric name.
    public func samples() -> [MetricSample] {
        snapshots().flatMap(\.samples)
    }

    /// The number with this name and these label values, for tests and status pages.
    public func value(of name: String, labels: [String: String] = [:]) -> Double? {
        samples().first { sample in
            sample.name == name && sample.labels.count == labels.count && sample.labels.allSatisfy { labels[$0.name] == $0.value }
        }?.value
    }
}

extension MetricSnapshot {
    var samples: [MetricSample] {
        readings.flatMap { labels, reading in
            let pairs = zip(labelNames, labels).map { MetricLabel(name: $0, value: $1) }
            switch reading {
            case .number(let value):
                return [MetricSample(name: name, labels: pairs, value: value)]
            case .histogram(let bounds, let cumulative, let sum):
                var samples = zip(bounds.map(PrometheusText.number) + ["+Inf"], cumulative).map { bound, count in
                    MetricSample(name: name + "_bucket", labels: pairs + [MetricLabel(name: "le", value: bound)], value: Double(count))
                }
                samples.append(MetricSample(name: name + "_sum", labels: pairs, value: sum))
                samples.append(MetricSample(name: name + "_count", labels: pairs, value: Double(cumulative.last ?? 0)))
                return samples
            }
        }
    }
}
