// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ConfigurationType<String> {
    /// Any text that is not blank.
    static func text(_ words: String = "a string", example: String = "\"text\"", mayBeEmpty: Bool = false) -> Self {
        let shape = ConfigurationShape.value(words: words, example: example)
        return Self(
            shape: shape,
            decode: { value, decoder in
                guard case .string(let text) = value else {
                    decoder.reportType(expected: shape, found: value)
                    return nil
                }
                guard mayBeEmpty || text.contains(where: { !$0.isWhitespace }) else {
                    decoder.report(.invalidValue, "is blank; write \(words) or remove the key")
                    return nil
                }
                return text
            },
            encode: { .string($0) }
        )
    }

    /// Text of a certain form.
    static func text(_ words: String, example: String, where isValid: @escaping @Sendable (String) -> Bool) -> Self {
        let shape = ConfigurationShape.value(words: words, example: example)
        return Self(
            shape: shape,
            decode: { value, decoder in
                guard case .string(let text) = value else {
                    decoder.reportType(expected: shape, found: value)
                    return nil
                }
                guard isValid(text) else {
                    decoder.reportValue(expected: shape, found: value)
                    return nil
                }
                return text
            },
            encode: { .string($0) }
        )
    }

    /// A path: absolute, or relative to the home directory (`~/…`) or to the state directory.
    static func path(_ words: String = "a path", example: String = "\"~/.openclaw/workspace\"") -> Self {
        .text(words, example: example) { text in
            text.contains(where: { !$0.isWhitespace }) && !text.utf8.contains(0)
        }
    }
}

extension ConfigurationType<Bool> {
    /// `true` or `false`.
    static var boolean: Self {
        let shape = ConfigurationShape.value(words: "true or false", example: "true")
        return Self(
            shape: shape,
            decode: { value, decoder in
                switch value {
                case .bool(let flag): return flag
                case .string(let text) where decoder.isTextual:
                    switch text.lowercased() {
                    case "true", "1", "yes", "on": return true
                    case "false", "0", "no", "off": return false
                    default: break
                    }
                default: break
                }
                decoder.reportType(expected: shape, found: value)
                return nil
            },
            encode: { .bool($0) }
        )
    }
}

extension ConfigurationType<Int> {
    /// A whole number of a range.
    static func integer(_ range: ClosedRange<Int>, words: String? = nil, example: Int? = nil) -> Self {
        let limits = range.upperBound == .max ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
        let shape = ConfigurationShape.value(
            words: "\(words ?? "a whole number") \(limits)",
            example: String(example ?? max(range.lowerBound, min(range.upperBound, 10)))
        )
        return Self(
            shape: shape,
            decode: { value, decoder in
                var number = value.intValue.flatMap { Int(exactly: $0) }
                if case .string(let text) = value, decoder.isTextual { number = Int(text) }
                guard let number else {
                    decoder.reportType(expected: shape, found: value)
                    return nil
                }
                guard range.contains(number) else {
                    decoder.reportValue(expected: shape, found: value)
                    return nil
                }
                return number
            },
            encode: { JSONValue($0) }
        )
    }

    /// A TCP port.
    static var port: Self { .integer(1...65_535, words: "a port number", example: 18_789) }
}

extension ConfigurationType where Value: RawRepresentable<String> {
    /// One of several words.
    static func choice(_ values: [Value], notYet: [String] = []) -> Self {
        let words = values.map { "\"\($0.rawValue)\"" }
        let shape = ConfigurationShape.value(
            words: words.count == 1 ? words[0] : "one of \(words.joined(separator: ", "))",
            example: words.first ?? "\"\""
        )
        return Self(
            shape: shape,
            decode: { value, decoder in
                guard case .string(let text) = value else {
                    decoder.reportType(expected: shape, found: value)
                    return nil
                }
                if let match = values.first(where: { $0.rawValue == text }) { return match }
                if notYet.contains(text) {
                    decoder.report(.notAvailable, "\"\(text)\" is not available in this version; use \(shape.words)")
                } else if let nearest = NearestName.find(text, in: values.map(\.rawValue)) {
                    decoder.report(.invalidValue, "\(decoder.describe(value)) is none of its values; did you mean \"\(nearest)\"?")
                } else {
                    decoder.reportValue(expected: shape, found: value)
                }
                return nil
            },
            encode: { .string($0.rawValue) }
        )
    }
}

extension ConfigurationType<JSONValue> {
    /// Anything.
    static var anything: Self {
        Self(shape: .value(words: "any value", example: "{}"), decode: { value, _ in value }, encode: { $0 })
    }
}
