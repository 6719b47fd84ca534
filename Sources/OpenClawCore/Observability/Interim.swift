// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// Stands in until Logging/ and Metrics/ arrive: whoever adds them deletes this file.

public struct Logger: Sendable { public static var disabled: Logger { Logger() }
 public func info(_ e: String, _ m: [String: JSONValue] = [:]) {}
 public func debug(_ e: String, _ m: [String: JSONValue] = [:]) {}
 public func warn(_ e: String, _ m: [String: JSONValue] = [:]) {}
 public func error(_ e: String, _ m: [String: JSONValue] = [:]) {} }
public final class Counter: Sendable { public func increment(by: Int = 1) {} }
public final class Histogram: Sendable { public func observe(_ v: Double) {} }
public final class CounterFamily: Sendable { public func labeled(_ v: String...) -> Counter { Counter() } }
public final class MetricsRegistry: Sendable { public init() {}
 public func counter(_ n: String, help: String, labels: [String]) -> CounterFamily { CounterFamily() }
 public func counter(_ n: String, help: String) -> Counter { Counter() }
 public func histogram(_ n: String, help: String) -> Histogram { Histogram() } }
public final class Gauge: Sendable { public func increment(by: Int = 1) {}; public func decrement(by: Int = 1) {}; public func set(_ v: Int) {} }
extension MetricsRegistry { public func gauge(_ n: String, help: String) -> Gauge { Gauge() }
 public func prometheusText() -> [UInt8] { [] } }
