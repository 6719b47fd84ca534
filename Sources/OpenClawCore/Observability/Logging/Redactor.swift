// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Hides secrets before something is logged or shown.
public struct Redactor: Sendable {
    let known: KnownSecrets?

    /// Creates a redactor.
    /// - Parameter known: Secrets that are masked wherever their text appears.
    public init(known: KnownSecrets? = nil) { self.known = known }

    /// A hint of a secret: the first six and last four characters of a long one (18 and more), `***` for a short one.
    public func mask(_ secret: String) -> String {
        guard secret.count >= 18 else { return "***" }
        return secret.prefix(6) + "…" + secret.suffix(4)
    }

    /// Whether a value under this name is probably a secret.
    ///
    /// Names are split into words at changes of case and at separators: `botToken`, `OPENCLAW_AUTH_SECRET` and `x-api-key` are
    /// secret, `maxTokens`, `token_count`, `passwordFile` and `sessionKey` are not.
    public func isSecret(key: String) -> Bool {
        let words = Redactor.words(of: key)
        guard let last = words.last else { return false }
        switch last {
        case "token", "secret", "password", "passwd", "pwd", "passphrase", "authorization", "cookie", "credential", "credentials", "apikey",
            "bearer", "privatekey", "secretkey", "accesstoken", "authtoken", "bottoken", "secrets", "passwords":
            return true
        case "key":
            guard words.count > 1 else { return false }
            switch words[words.count - 2] {
            case "api", "private", "secret", "access", "signing", "encryption", "master", "auth", "webhook": return true
            default: return false
            }
        default:
            return false
        }
    }

    /// The metadata with the values of secret fields masked, and secrets inside texts masked.
    public func redact(_ metadata: LogMetadata) -> LogMetadata {
        var metadata = metadata
        for place in metadata.fields.indices {
            let field = metadata.fields[place]
            metadata.fields[place].value = redact(field.value, key: field.key)
        }
        return metadata
    }

    /// The value with everything under secret keys masked, at any depth, and secrets inside texts masked.
    public func redact(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            var redacted = JSONObject(minimumCapacity: members.count)
            for (key, member) in members { redacted[key] = isSecret(key: key) ? masked(member) : redact(member) }
            return .object(redacted)
        case .array(let elements):
            return .array(elements.map(redact))
        case .string(let text):
            return .string(redact(text))
        default:
            return value
        }
    }

    private func redact(_ value: LogValue, key: String) -> LogValue {
        let isSecret = isSecret(key: key)
        switch value {
        case .string(let text): return .string(isSecret ? mask(text) : redact(text))
        case .int, .double: return isSecret ? .string("***") : value
        case .bool: return value
        case .json(let json): return .json(isSecret ? masked(json) : redact(json))
        }
    }

    /// A value under a secret key: texts and numbers are masked wherever they are, truth values and nulls tell nothing.
    private func masked(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): return .string(mask(text))
        case .int, .double: return "***"
        case .bool, .null: return value
        case .array(let elements): return .array(elements.map(masked))
        case .object(let members):
            var redacted = JSONObject(minimumCapacity: members.count)
            for (key, member) in members { redacted[key] = masked(member) }
            return .object(redacted)
        }
    }

    /// The words of a name in lower case.
    private static func words(of key: String) -> [String] {
        var words: [String] = []
        var word = ""
        var previousIsLower = false
        for character in key {
            let isSeparator = !(character.isLetter || character.isNumber)
            if isSeparator || (character.isUppercase && previousIsLower), !word.isEmpty {
                words.append(word)
                word = ""
            }
            if !isSeparator { word += character.lowercased() }
            previousIsLower = character.isLowercase || character.isNumber
        }
        if !word.isEmpty { words.append(word) }
        return words
    }
}
