// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What the body of a ``ConformanceCase`` states its expectations with.
public struct ConformanceCheck: Sendable {
    /// The case's name.
    public let name: String

    /// Makes a check.
    public init(name: String) { self.name = name }

    /// Expects a condition to hold.
    public func expect(_ condition: Bool, _ message: @autoclosure () -> String) throws(ConformanceFailure) {
        if !condition { throw self.failure(message()) }
    }

    /// Expects two values to be equal.
    public func equal<Value: Equatable>(_ found: Value, _ expected: Value, _ what: String) throws(ConformanceFailure) {
        if found != expected { throw self.failure("\(what) is \(found), expected \(expected)") }
    }

    /// Expects a value to be there.
    public func some<Value>(_ value: Value?, _ what: String) throws(ConformanceFailure) -> Value {
        guard let value else { throw self.failure("\(what) is missing") }
        return value
    }

    /// Makes the failure of this case.
    public func failure(_ message: String) -> ConformanceFailure { ConformanceFailure(name: self.name, message: message) }
}
