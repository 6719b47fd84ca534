// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The place of a value in the configuration, for instance `agents.list[0].id`.
public struct ConfigurationPath: Sendable, Hashable {
    /// One step down.
    public enum Component: Sendable, Hashable {
        /// Into the member of an object.
        case key(String)
        /// Into the element of an array.
        case index(Int)
    }

    /// The steps from the root.
    public var components: [Component]

    /// Makes a path; without steps it is the root.
    public init(_ components: [Component] = []) { self.components = components }

    /// Makes a path of keys alone.
    package init(keys: String...) { self.components = keys.map(Component.key) }

    /// Reads the form in which paths are written: keys separated by dots, `[0]` for elements and `["any key"]` for keys that hold
    /// other characters. `nil` when the text is not of that form.
    public init?(parsing text: String) {
        self.components = []
        var rest = Substring(text)
        var expectsKey = true
        while !rest.isEmpty {
            if rest.first == "[" {
                guard let end = Self.closingBracket(in: rest) else { return nil }
                let inner = rest[rest.index(after: rest.startIndex)..<end]
                if inner.first == "\"" || inner.first == "'" {
                    guard inner.count >= 2, inner.last == inner.first else { return nil }
                    self.components.append(.key(String(inner.dropFirst().dropLast())))
                } else {
                    guard let index = Int(inner), index >= 0 else { return nil }
                    self.components.append(.index(index))
                }
                rest = rest[rest.index(after: end)...]
                expectsKey = false
            } else {
                if !expectsKey {
                    guard rest.first == "." else { return nil }
                    rest = rest.dropFirst()
                }
                let key = rest.prefix { $0 != "." && $0 != "[" }
                guard !key.isEmpty else { return nil }
                self.components.append(.key(String(key)))
                rest = rest[key.endIndex...]
                expectsKey = false
            }
        }
    }

    /// The path of a member of the object at this path.
    public func appending(_ key: String) -> ConfigurationPath { ConfigurationPath(self.components + [.key(key)]) }

    /// The path of an element of the array at this path.
    public func appending(_ index: Int) -> ConfigurationPath { ConfigurationPath(self.components + [.index(index)]) }

    /// The path of the object or array that holds this value; `nil` at the root.
    public var parent: ConfigurationPath? {
        self.components.isEmpty ? nil : ConfigurationPath(Array(self.components.dropLast()))
    }

    private static func closingBracket(in text: Substring) -> Substring.Index? {
        let second = text.index(after: text.startIndex)
        guard second < text.endIndex else { return nil }
        let quote = text[second]
        guard quote == "\"" || quote == "'" else { return text.firstIndex(of: "]") }
        guard let end = text[text.index(after: second)...].firstIndex(of: quote) else { return nil }
        let bracket = text.index(after: end)
        return bracket < text.endIndex && text[bracket] == "]" ? bracket : nil
    }
}

extension ConfigurationPath: CustomStringConvertible {
    /// The path as people write it.
    public var description: String {
        var text = ""
        for component in self.components {
            switch component {
            case .index(let index):
                text += "[\(index)]"
            case .key(let key):
                let isPlain = !key.isEmpty && !key.contains { $0 == "." || $0 == "[" || $0 == "]" || $0 == "\"" || $0.isWhitespace }
                if isPlain {
                    text += text.isEmpty ? key : ".\(key)"
                } else {
                    text += "[\"\(key)\"]"
                }
            }
        }
        return text
    }
}

extension ConfigurationPath: ExpressibleByStringLiteral {
    /// Reads a path; a literal that is none is one key.
    public init(stringLiteral value: String) {
        self = ConfigurationPath(parsing: value) ?? ConfigurationPath([.key(value)])
    }
}
