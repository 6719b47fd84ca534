// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Upper bounds of a histogram's buckets, ascending, without infinity.
public struct HistogramBuckets: Sendable, Hashable, ExpressibleByArrayLiteral {
    /// The bounds.
    public let bounds: [Double]

    /// Creates buckets; bounds are sorted, repeated ones and what is not finite left out.
    public init(_ bounds: [Double]) {
        self.bounds = Set(bounds.filter(\.isFinite)).sorted()
    }

    /// Creates buckets from upper bounds.
    public init(arrayLiteral elements: Double...) {
        self.init(elements)
    }

    /// From half a millisecond to ten seconds, in seconds: for requests.
    public static var latency: HistogramBuckets {
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    }

    /// From 50 milliseconds to ten minutes, in seconds: for models and tasks.
    public static var longLatency: HistogramBuckets {
        [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600]
    }

    /// From 256 bytes to 16 MiB in steps of four.
    public static var bytes: HistogramBuckets {
        HistogramBuckets((0...8).map { Double(256 << ($0 * 2)) })
    }
}
