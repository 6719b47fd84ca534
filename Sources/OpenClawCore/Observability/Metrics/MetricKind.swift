// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The kinds of metric Prometheus knows.
enum MetricKind: String, Sendable {
    case counter, gauge, histogram
}

/// A metric at one moment, detached from the objects which count.
struct MetricSnapshot: Sendable {
    let name: String
    let help: String
    let kind: MetricKind
    let labelNames: [String]
    let readings: [(labels: [String], reading: MetricReading)]
}
