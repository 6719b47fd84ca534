// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What an operator's connection may do.
///
/// ``admin`` satisfies everything and ``write`` implies ``read`` (PROTOCOL 1.9, 2.1).
public struct ScopeSet: OptionSet, Hashable, Sendable {
    /// One bit per scope.
    public let rawValue: UInt16

    /// Wraps bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// `operator.read`: see sessions, status and events.
    public static let read = ScopeSet(rawValue: 1 << 0)
    /// `operator.write`: talk to agents and send messages.
    public static let write = ScopeSet(rawValue: 1 << 1)
    /// `operator.admin`: everything.
    public static let admin = ScopeSet(rawValue: 1 << 2)
    /// `operator.pairing`: decide on devices and nodes.
    public static let pairing = ScopeSet(rawValue: 1 << 3)
    /// `operator.approvals`: decide on commands that agents want to run.
    public static let approvals = ScopeSet(rawValue: 1 << 4)

    /// Every scope of an operator.
    public static let all: ScopeSet = [.read, .write, .admin, .pairing, .approvals]

    /// Each scope with its wire name.
    package static let byName: [(ScopeSet, String)] = [
        (.admin, "operator.admin"), (.read, "operator.read"), (.write, "operator.write"),
        (.approvals, "operator.approvals"), (.pairing, "operator.pairing"),
    ]

    /// Reads one scope's wire name; `nil` for names this gateway does not know.
    public init?(name: String) {
        guard let match = Self.byName.first(where: { $0.1 == name }) else { return nil }
        self = match.0
    }

    /// The wire names of the scopes in the set.
    public var wireNames: [String] { Self.byName.filter { self.contains($0.0) }.map(\.1) }

    /// The scopes of `wanted` that the set allows, one by one.
    package func common(with wanted: ScopeSet) -> ScopeSet {
        var common: ScopeSet = []
        for (scope, _) in Self.byName where wanted.contains(scope) && self.satisfies(scope) { common.insert(scope) }
        return common
    }

    /// Whether the set allows what `required` asks for.
    public func satisfies(_ required: ScopeSet) -> Bool {
        if self.contains(.admin) || required.isEmpty { return true }
        var effective = self
        if effective.contains(.write) { effective.insert(.read) }
        return effective.isSuperset(of: required)
    }
}
