// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What differs between two configurations.
package struct ConfigurationChange: Sendable {
    /// The configuration from now on.
    package var configuration: Configuration
    /// Keys that take effect at once.
    package var hot: [String]
    /// Keys that take effect with the next start.
    package var restart: [String]

    /// Compares two configurations.
    package init(from old: Configuration, to new: Configuration) {
        self.configuration = new
        let before = Configuration.schema.encode(old)
        let after = Configuration.schema.encode(new)
        var changed: Set<JSONPath> = []
        Self.compare(before, after, at: .root, &changed)
        var hot: Set<String> = []
        var restart: Set<String> = []
        for path in changed {
            switch Self.reload(of: path) {
            case .hot where path == .keys("gateway", "auth", "mode") && Self.waits(old, new): restart.insert("\(path)")
            case .hot: hot.insert("\(path)")
            case .restart: restart.insert("\(path)")
            case .none: break
            }
        }
        self.hot = hot.sorted()
        self.restart = restart.sorted()
    }

    /// Whether another way of signing in waits for the next start: a running gateway is never opened by a change of its file, and
    /// certificates need a listener that asks for them.
    private static func waits(_ old: Configuration, _ new: Configuration) -> Bool {
        switch new.gateway.auth.mode {
        case .none: true
        case .clientCertificate: !old.gateway.tls.isEnabled || old.gateway.tls.caPath == nil
        default: false
        }
    }

    /// Whether nothing differs.
    package var isEmpty: Bool { self.hot.isEmpty && self.restart.isEmpty }

    private static func compare(_ old: JSONValue?, _ new: JSONValue?, at path: JSONPath, _ changed: inout Set<JSONPath>) {
        if old == new { return }
        if case .object(let left)? = old, case .object(let right)? = new, path.steps.count < 8 {
            for key in Set(left.keys).union(right.keys) { self.compare(left[key], right[key], at: path.appending(key), &changed) }
        } else {
            changed.insert(path)
        }
    }

    /// What a change of a place needs; a place without a key of its own is its parent's.
    package static func reload(of path: JSONPath) -> ConfigurationReload {
        var place: JSONPath? = path
        while let current = place {
            if let key = Configuration.key(at: current) { return key.reload }
            place = current.parent
        }
        return .restart
    }
}
