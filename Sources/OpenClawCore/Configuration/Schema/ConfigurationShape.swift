// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a value looks like, for messages and the reference.
package indirect enum ConfigurationShape: Sendable {
    /// A single value, described in words that follow "expected", with an example.
    case value(words: String, example: String)
    /// An object with known keys.
    case object([ConfigurationKey])
    /// An array.
    case list(ConfigurationShape)
    /// An object whose keys are names that the user chooses.
    case map(keys: String, ConfigurationShape)

    /// The type in a few words.
    package var words: String {
        switch self {
        case .value(let words, _): words
        case .object: "an object"
        case .list(.value(let words, _)): "a list, each \(words)"
        case .list: "a list of objects"
        case .map(let keys, .value(let words, _)): "an object from \(keys) to \(words)"
        case .map(let keys, _): "an object from \(keys) to objects"
        }
    }

    /// A value of this shape as somebody would write it.
    package var example: String {
        switch self {
        case .value(_, let example): example
        case .object: "{ … }"
        case .list(let element): "[\(element.example)]"
        case .map(_, let value): "{ name: \(value.example) }"
        }
    }
}
