// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A merged configuration: the values, and for each where it comes from.
package struct ConfigurationTree: Sendable {
    /// The values.
    package let value: JSONValue
    let origins: [JSONPath: ConfigurationOrigin]
    /// Where the keys stand, when that is not where the values begin.
    let keyOrigins: [JSONPath: ConfigurationOrigin]
    let textual: Set<JSONPath>

    init(_ node: ConfigurationNode) {
        var origins: [JSONPath: ConfigurationOrigin] = [:]
        var keyOrigins: [JSONPath: ConfigurationOrigin] = [:]
        var textual: Set<JSONPath> = []
        func walk(_ node: ConfigurationNode, _ path: JSONPath) {
            origins[path] = node.origin
            keyOrigins[path] = node.keyOrigin
            switch node.content {
            case .scalar:
                if node.isTextual { textual.insert(path) }
            case .array(let elements):
                for (index, element) in elements.enumerated() { walk(element, path.appending(index)) }
            case .object(let members):
                for member in members { walk(member.node, path.appending(member.key)) }
            }
        }
        walk(node, JSONPath())
        self.value = node.value
        self.origins = origins
        self.keyOrigins = keyOrigins
        self.textual = textual
    }

    /// Where the value at a path was set, or the nearest object around it that somebody wrote.
    package func origin(of path: JSONPath) -> ConfigurationOrigin {
        var place: JSONPath? = path
        while let current = place {
            if let origin = self.origins[current] { return origin }
            place = current.parent
        }
        return .default
    }

    /// Whether somebody set the value at a path.
    package func isSet(_ path: JSONPath) -> Bool { self.origins[path] != nil }
}
