// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension LoadedConfiguration {
    /// The value in force at a path, secrets hidden; `nil` when there is no such key or it has no value.
    public func effectiveValue(at path: JSONPath) -> JSONValue? { self.effective[path] }

    /// What the files say at a path, secrets hidden; `nil` when they do not set it.
    public func writtenValue(at path: JSONPath) -> JSONValue? { self.redacted[path] }

    /// The key of the schema whose path is most like a path that does not exist.
    public func nearestPath(to path: JSONPath) -> JSONPath? {
        let known = Configuration.keysByPath.map { "\($0.path)" }
        return NearestName.find("\(path)", in: known).flatMap { JSONPath($0) }
    }
}
