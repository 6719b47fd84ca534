// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Takes secrets out of configurations that are shown.
public enum ConfigurationRedaction {
    /// What stands in place of a secret; never valid as a real value.
    public static let placeholder = "__OPENCLAW_REDACTED__"

    /// A copy without the values of keys that hold secrets. References such as `${NAME}` and `{{NAME}}` stay, they reveal nothing.
    public static func redact(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map(self.redact))
        case .object(let object):
            var copy = JSONObject(minimumCapacity: object.count)
            for (key, value) in object {
                copy[key] = self.isSensitive(key) || self.looksMistyped(key) ? self.hide(value) : self.redact(value)
            }
            return .object(copy)
        default: return value
        }
    }

    /// A copy without the texts that contain one of these secrets, under whatever key they stand.
    static func hide(_ secrets: Set<Secret>, in value: JSONValue) -> JSONValue {
        guard !secrets.isEmpty else { return value }
        switch value {
        case .array(let elements): return .array(elements.map { self.hide(secrets, in: $0) })
        case .object(let object):
            var copy = JSONObject(minimumCapacity: object.count)
            for (key, value) in object { copy[key] = self.hide(secrets, in: value) }
            return .object(copy)
        case .string(let text):
            let isSecret = secrets.contains { secret in
                let secret = secret.reveal()
                return text == secret || (secret.utf8.count >= KnownSecrets.minimumByteCount && text.contains(secret))
            }
            return isSecret ? .string(self.placeholder) : value
        default: return value
        }
    }

    /// Whether a key's name says that its value is secret.
    public static func isSensitive(_ key: String) -> Bool {
        let name = key.lowercased().filter { $0 != "_" && $0 != "-" }
        if name.hasSuffix("token") || name.hasSuffix("secret") || name.hasSuffix("password") || name.hasSuffix("passphrase") { return true }
        return name.hasSuffix("apikey") || name.hasSuffix("encryptionkey") || name.hasSuffix("privatekey") || name == "authorization"
    }

    /// Whether a key that no configuration has is probably meant to hold a secret: a mistake in a name must not show one.
    private static func looksMistyped(_ key: String) -> Bool {
        !self.knownNames.contains(key) && NearestName.find(key, in: self.secretNames) != nil
    }

    private static let knownNames = Set(Configuration.keysByPath.map(\.key.name))
    private static let secretNames = [
        "token", "authToken", "accessToken", "botToken", "secret", "clientSecret", "password", "passphrase", "apiKey", "privateKey",
        "authorization",
    ]

    private static func hide(_ value: JSONValue) -> JSONValue {
        switch value {
        case .null, .bool: value
        case .string(let text): self.isReference(text) ? value : .string(self.placeholder)
        case .object(let object) where object["source"] != nil && object["id"] != nil: value
        case .object(let object): .object(JSONObject(object.map { ($0.key, self.hide($0.value)) }))
        case .array(let elements): .array(elements.map(self.hide))
        case .int, .double: .string(self.placeholder)
        }
    }

    private static func isReference(_ text: String) -> Bool {
        if text.hasPrefix("{{"), text.hasSuffix("}}") { return SecretName(rawValue: String(text.dropFirst(2).dropLast(2))) != nil }
        guard text.hasPrefix("${"), text.hasSuffix("}") else { return false }
        return text.dropFirst(2).dropLast().allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
    }
}
