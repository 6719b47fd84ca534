// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// Stands in until Logging/ and Metrics/ arrive: whoever adds them deletes this file.

public struct Logger: Sendable { public static var disabled: Logger { Logger() }
 public func info(_ e: String, _ m: [String: JSONValue] = [:]) {}
 public func debug(_ e: String, _ m: [String: JSONValue] = [:]) {}
 public func warn(_ e: String, _ m: [String: JSONValue] = [:]) {}
 public func error(_ e: String, _ m: [String: JSONValue] = [:]) {} }
public final class Counter: Sendable { func increment(by: Int = 1) {} }
public final class Histogram: Sendable { func observe(_ v: Double) {} }
public final class CounterFamily: Sendable { func labeled(_ v: String...) -> Counter { Counter() } }
public final class MetricsRegistry: Sendable { public init() {}
 func counter(_ n: String, help: String, labels: [String]) -> CounterFamily { CounterFamily() }
 func counter(_ n: String, help: String) -> Counter { Counter() }
 func histogram(_ n: String, help: String) -> Histogram { Histogram() } }
