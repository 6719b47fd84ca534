// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One line of numbers in a family: all of them have the same name but different label values.
public protocol MetricSeries: AnyObject, Sendable {}

/// What a series shows at one moment.
enum MetricReading: Sendable, Equatable {
    case number(Double)
    /// `cumulative` has one entry more than `bounds`: the last one counts everything.
    case histogram(bounds: [Double], cumulative: [UInt64], sum: Double)
}
