// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A merged configuration: the values, and for each where it comes from.
package struct ConfigurationTree: Sendable {
    /// The values.
    package let value: JSONValue
    let origins: [ConfigurationPath: ConfigurationOrigin]
    let textual: Set<ConfigurationPath>

    init(_ node: ConfigurationNode) {
        var origins: [ConfigurationPath: ConfigurationOrigin] = [:]
        var textual: Set<ConfigurationPath> = []
        func walk(_ node: ConfigurationNode, _ path: ConfigurationPath) {
            origins[path] = node.origin
            switch node.content {
            case .scalar:
                if node.isTextual { textual.insert(path) }
            case .array(let elements):
                for (index, element) in elements.enumerated() { walk(element, path.appending(index)) }
            case .object(let members):
                for member in members { walk(member.node, path.appending(member.key)) }
            }
        }
        walk(node, ConfigurationPath())
        self.value = node.value
        self.origins = origins
        self.textual = textual
    }

    /// Where the value at a path was set, or the nearest object around it that somebody wrote.
    package func origin(of path: ConfigurationPath) -> ConfigurationOrigin {
        var place: ConfigurationPath? = path
        while let current = place {
            if let origin = self.origins[current] { return origin }
            place = current.parent
        }
        return .default
    }

    /// Whether somebody set the value at a path.
    package func isSet(_ path: ConfigurationPath) -> Bool { self.origins[path] != nil }

    /// The value at a path.
    package func value(at path: ConfigurationPath) -> JSONValue? {
        var value: JSONValue? = self.value
        for component in path.components {
            switch component {
            case .key(let key): value = value?[key]
            case .index(let index): value = value?[index]
            }
        }
        return value
    }
}
