// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Walks through a configuration, knows where it is, and collects what is wrong.
package struct ConfigurationDecoder {
    /// The values' origins.
    let tree: ConfigurationTree
    /// What secret references point to.
    let references: SecretReferences
    /// The secrets that were read.
    var secrets: Set<Secret> = []
    /// Where the decoder is.
    private(set) var path = JSONPath()
    /// Whether the value at hand is secret, so that messages must not show it.
    var isSecret = false
    /// What is wrong.
    private(set) var problems: [ConfigurationProblem] = []
    /// What is worth knowing.
    private(set) var notes: [ConfigurationProblem] = []

    init(tree: ConfigurationTree, references: SecretReferences) {
        self.tree = tree
        self.references = references
    }

    /// Whether the value at hand was given as text that may stand for a number or a truth value: by the environment, a flag, or `${…}`.
    var isTextual: Bool { self.tree.textual.contains(self.path) }

    /// Does something one step further down.
    mutating func descend<Result>(_ step: JSONPath.Step, _ body: (inout Self) -> Result) -> Result {
        self.path.steps.append(step)
        defer { self.path.steps.removeLast() }
        return body(&self)
    }

    /// Adds a problem with the value at hand, or with another one.
    mutating func report(_ code: ConfigurationProblem.Code, at path: JSONPath? = nil, _ message: String) {
        let path = path ?? self.path
        self.problems.append(ConfigurationProblem(code, path: path, origin: self.tree.origin(of: path), message: message))
    }

    /// Adds a problem with the key at hand.
    mutating func reportKey(_ code: ConfigurationProblem.Code, _ message: String) {
        self.problems.append(ConfigurationProblem(code, path: self.path, origin: self.keyOrigin, message: message))
    }

    /// Adds a note on the key at hand.
    mutating func noteKey(_ code: ConfigurationProblem.Code, _ message: String) {
        self.notes.append(ConfigurationProblem(code, path: self.path, origin: self.keyOrigin, message: message))
    }

    private var keyOrigin: ConfigurationOrigin { self.tree.keyOrigins[self.path] ?? self.tree.origin(of: self.path) }

    /// Adds a note on the value at hand, or on another one.
    mutating func note(_ code: ConfigurationProblem.Code, at path: JSONPath? = nil, _ message: String) {
        let path = path ?? self.path
        self.notes.append(ConfigurationProblem(code, path: path, origin: self.tree.origin(of: path), message: message))
    }

    /// Reports that the value at hand is of another type than it should be.
    mutating func reportType(expected shape: ConfigurationShape, found value: JSONValue) {
        self.report(
            .wrongType,
            "expected \(shape.words), found \(self.describe(value)); write for example \(shape.example)"
        )
    }

    /// Reports that the value at hand is of the right type and still wrong.
    mutating func reportValue(expected shape: ConfigurationShape, found value: JSONValue) {
        self.report(.invalidValue, "expected \(shape.words), found \(self.describe(value))")
    }

    /// The value in words: short values as they are, unless they are secret.
    func describe(_ value: JSONValue) -> String {
        switch value {
        case .string(let text):
            if self.isSecret { return "a string" }
            return text.utf8.count <= 40 ? "the string \(JSONValue.string(text))" : "a string of \(text.count) characters"
        case .int, .double: return self.isSecret ? "a number" : "the number \(value)"
        case .bool(let value): return value ? "true" : "false"
        case .null: return "null"
        case .array, .object: return value.kindDescription
        }
    }
}
