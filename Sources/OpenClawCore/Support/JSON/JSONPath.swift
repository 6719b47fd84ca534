// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The way to a value inside a document, written `gateway.auth.token`, `bindings[2].agentId` or `channels["a.b"].id`.
public struct JSONPath: Sendable, Hashable {
    /// One step into an object or an array.
    public enum Step: Sendable, Hashable {
        case key(String)
        case index(Int)
    }

    /// The steps from the root.
    public var steps: [Step]

    /// Creates a path; without steps it is the whole document.
    public init(_ steps: [Step] = []) {
        self.steps = steps
    }

    /// The whole document.
    public static var root: JSONPath { JSONPath() }

    /// The way to the thing this is a part of, or `nil` at the root.
    public var parent: JSONPath? {
        steps.isEmpty ? nil : JSONPath(Array(steps.dropLast()))
    }

    /// The path to a member.
    public func appending(_ key: String) -> JSONPath {
        JSONPath(steps + [.key(key)])
    }

    /// The path to an element.
    public func appending(_ index: Int) -> JSONPath {
        JSONPath(steps + [.index(index)])
    }
}

extension JSONPath: CustomStringConvertible {
    /// The path as it is written in messages and on the command line.
    public var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .index(let index):
                text += "[\(index)]"
            case .key(let key) where JSONPath.isPlain(key):
                text += text.isEmpty ? key : "." + key
            case .key(let key):
                text += "[\(JSONValue.string(key))]"
            }
        }
        return text
    }

    /// A key which needs no brackets: letters, digits, `_`, `-`, `$`, `@`, `:` and anything beyond ASCII, not starting with a digit.
    static func isPlain(_ key: String) -> Bool {
        guard let first = key.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return key.utf8.allSatisfy { isPlain($0) }
    }

    static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x24, 0x40, 0x3A, 0x80...0xFF: true
        default: false
        }
    }
}
