// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One number of a metric, for charts and tests.
public struct MetricSample: Sendable, Hashable {
    /// The metric's name, with `_bucket`, `_sum` or `_count` for histograms.
    public let name: String
    /// Label names and values in order.
    public let labels: [MetricLabel]
    /// The number.
    public let value: Double
}

/// A label of a metric.
public struct MetricLabel: Sendable, Hashable {
    /// The label's name.
    public let name: String
    /// The label's value.
    public let value: String
}
