// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension LoadedConfiguration {
    /// The value in force at a path, secrets hidden; `nil` when there is no such key or it has no value.
    public func effectiveValue(at path: ConfigurationPath) -> JSONValue? { Self.value(in: self.effective, at: path) }

    /// What the files say at a path, secrets hidden; `nil` when they do not set it.
    public func writtenValue(at path: ConfigurationPath) -> JSONValue? { Self.value(in: self.redacted, at: path) }

    /// The key of the schema whose path is most like a path that does not exist.
    public func nearestPath(to path: ConfigurationPath) -> ConfigurationPath? {
        let known = Configuration.keysByPath.map { "\($0.path)" }
        return NearestName.find("\(path)", in: known).flatMap { ConfigurationPath(parsing: $0) }
    }

    private static func value(in value: JSONValue, at path: ConfigurationPath) -> JSONValue? {
        var value: JSONValue? = value
        for component in path.components {
            switch component {
            case .key(let key): value = value?[key]
            case .index(let index): value = value?[index]
            }
        }
        return value
    }
}
