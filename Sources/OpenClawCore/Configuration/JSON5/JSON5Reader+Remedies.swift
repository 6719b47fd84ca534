// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSON5Reader {
    /// What stands at the current place, for messages.
    var found: String {
        guard let next = peek else { return "the end of the text" }
        return next.value > 0x20 && next.value != 0x7F ? "'\(next)'" : "character \(next.escaped(asASCII: true))"
    }

    /// Reads `true`, `false` or `null`, or says what else might have been meant.
    mutating func readWord() throws(JSON5Error) -> JSONValue {
        let start = place
        guard let first = peek, JSON5Reader.startsIdentifier(first), first != "\\" else { throw expectedValue() }
        if first == "$", peek(1) == "{" {
            throw error(.expectedValue, "Put ${NAME} into quotes: \"${NAME}\".")
        }
        let word = try readIdentifier()
        switch word {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        case "NaN", "Infinity": throw notFinite(start)
        default: break
        }
        let remedy: String
        switch word.lowercased() {
        case "true", "false", "null": remedy = "write \(word.lowercased()) in lower case"
        case "nil", "none", "undefined": remedy = "write null"
        case "yes", "on": remedy = "write true, or \"\(word)\" for a text"
        case "no", "off": remedy = "write false, or \"\(word)\" for a text"
        default: remedy = "put texts in quotes: \"\(word.prefix(40))\""
        }
        throw error(.expectedValue, "'\(word.prefix(40))' is no value; \(remedy).", at: start)
    }

    private func expectedValue() -> JSON5Error {
        switch peek {
        case ",": error(.expectedValue, "A value is missing before this comma; remove the comma or add the value.")
        case "}", "]": error(.expectedValue, "A value is missing before \(found).")
        case "#": error(.expectedValue, commentRemedy)
        case "{", "[": error(.expectedValue, "Unexpected \(found).")
        case let quote? where JSON5Reader.isFancyQuote(quote): error(.expectedValue, quoteRemedy)
        default: error(.expectedValue, "\(found) starts no value; write a text in quotes, a number, true, false, null, {…} or […].")
        }
    }

    func expectedKey() -> JSON5Error {
        switch peek {
        case ",": error(.expectedKey, "This comma has nothing before it; remove it.")
        case "#": error(.expectedKey, commentRemedy)
        case "]": error(.expectedKey, "']' closes an array but an object is open here; write '}'.")
        case let quote? where JSON5Reader.isFancyQuote(quote): error(.expectedKey, quoteRemedy)
        default:
            error(
                .expectedKey,
                "\(found) starts no key; put keys in quotes unless they are letters, digits, _ and $ and start with no digit."
            )
        }
    }

    func expectedColon(after key: String) -> JSON5Error {
        switch peek {
        case "=": error(.expectedColon, "Write ':' instead of '=' between a key and its value.")
        case "-", ".", "/", "@", "*": error(.expectedColon, "Put keys with \(found) in quotes.")
        default: error(.expectedColon, "Expected ':' after the key '\(key.prefix(40))' but found \(found).")
        }
    }

    func expectedComma(_ what: String, _ bracket: Character) -> JSON5Error {
        switch peek {
        case "#": error(.expectedComma, commentRemedy)
        case "}", "]": error(.expectedComma, "Expected '\(bracket)' here but found \(found); the brackets do not match.")
        case ":": error(.expectedComma, "Unexpected ':'; a comma is missing before this \(what), or this is no object.")
        default: error(.expectedComma, "Expected ',' or '\(bracket)' but found \(found); put a comma after the \(what) before it.")
        }
    }

    func unclosed(_ what: String, _ opening: SourcePosition, _ bracket: Character) -> JSON5Error {
        error(.unclosed, "The \(what) opened at \(opening) is not closed; add '\(bracket)'.")
    }

    private var commentRemedy: String { "Comments start with // or stand between /* and */." }

    private var quoteRemedy: String { "Typographic quotes do not count; use \" or '." }

    private static func isFancyQuote(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{201E}", "\u{00AB}", "\u{00BB}", "`": true
        default: false
        }
    }
}
