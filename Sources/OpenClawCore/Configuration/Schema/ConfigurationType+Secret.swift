// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ConfigurationType<Secret> {
    /// A secret: the text itself, `"$NAME"` or `"${NAME}"` for an environment variable, `"{{NAME}}"` for one of the secret store, or
    /// a reference `{ source: "env", id: "NAME" }`.
    static var secret: Self {
        let shape = ConfigurationShape.value(
            words: "a secret (text, \"${NAME}\", \"{{NAME}}\", or { source: \"env\", id: \"NAME\" })",
            example: "{ source: \"env\", id: \"NAME\" }"
        )
        return Self(
            shape: shape,
            isSecret: true,
            decode: { value, decoder in
                switch value {
                case .string(let text):
                    return Self.text(text, &decoder)
                case .object(let reference):
                    return Self.reference(reference, &decoder)
                default:
                    decoder.reportType(expected: shape, found: value)
                    return nil
                }
            },
            encode: { .string($0.reveal()) }
        )
    }

    private static func text(_ text: String, _ decoder: inout ConfigurationDecoder) -> Secret? {
        if !decoder.isTextual {
            if text.hasPrefix("{{"), text.hasSuffix("}}") {
                let name = String(text.dropFirst(2).dropLast(2))
                return self.found(&decoder) { references throws(SecretReferences.Failure) in try references.stored(name) }
            }
            if text.hasPrefix("$"), SecretName(rawValue: String(text.dropFirst())) != nil {
                let name = String(text.dropFirst())
                return self.found(&decoder) { references throws(SecretReferences.Failure) in try references.variable(name) }
            }
        }
        return self.checked(text, &decoder)
    }

    private static func reference(_ reference: JSONObject, _ decoder: inout ConfigurationDecoder) -> Secret? {
        for (key, _) in reference where !["source", "provider", "id"].contains(key) {
            decoder.descend(.key(key)) { decoder in
                let nearest = NearestName.find(key, in: ["source", "provider", "id"]).map { "; did you mean \"\($0)\"?" }
                decoder.reportKey(
                    .unknownKey,
                    "unknown key in a secret reference\(nearest ?? "; it has \"source\", \"provider\" and \"id\"")"
                )
            }
        }
        return self.found(&decoder) { references throws(SecretReferences.Failure) in try references.resolve(reference) }
    }

    /// What a reference stands for; reports why it leads nowhere.
    private static func found(
        _ decoder: inout ConfigurationDecoder,
        _ body: (SecretReferences) throws(SecretReferences.Failure) -> String
    ) -> Secret? {
        do throws(SecretReferences.Failure) {
            return self.checked(try body(decoder.references), &decoder)
        } catch {
            decoder.report(error.code, error.message)
            return nil
        }
    }

    /// Refuses what is no secret but the remains of an unset variable.
    private static func checked(_ text: String, _ decoder: inout ConfigurationDecoder) -> Secret? {
        if let complaint = Secret.complaint(about: text) {
            decoder.report(.insecure, complaint)
            return nil
        }
        decoder.secrets.insert(Secret(text))
        return Secret(text)
    }
}

extension Secret {
    /// Why a text cannot be a secret, or `nil` when it can.
    package static func complaint(about text: String) -> String? {
        if !text.contains(where: { !$0.isWhitespace }) { return "is blank; write a secret or remove the key" }
        if text == "undefined" || text == "null" {
            return "is the word \"\(text)\", which is what an unset variable leaves behind; set the variable or write a secret"
        }
        if text == ConfigurationRedaction.placeholder { return "is the mark that hides secrets, not a secret; write the real one" }
        if text.utf8.count > 4096 { return "is longer than 4096 bytes" }
        if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            return "holds a control character, perhaps a line break at its end; remove it"
        }
        return nil
    }
}
