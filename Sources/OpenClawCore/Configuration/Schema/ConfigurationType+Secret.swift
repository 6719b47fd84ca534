// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ConfigurationType<Secret> {
    /// A secret: the text itself, `"$NAME"` or `"${NAME}"` for an environment variable, or a reference
    /// `{ source: "env", id: "NAME" }`.
    static var secret: Self {
        let shape = ConfigurationShape.value(
            words: "a secret (text, \"${NAME}\", or { source: \"env\", id: \"NAME\" })",
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
                decoder.report(
                    .secret,
                    "uses the secret store (\(text)), which is not available in this version; "
                        + "use \"${NAME}\" or { source: \"env\", id: \"NAME\" }"
                )
                return nil
            }
            if text.hasPrefix("$"), self.isVariableName(text.dropFirst()) { return self.variable(String(text.dropFirst()), &decoder) }
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
        guard let source = reference["source"]?.stringValue else {
            decoder.report(.secret, "a secret reference needs \"source\"; write { source: \"env\", id: \"NAME\" }")
            return nil
        }
        guard source == "env" else {
            if ["file", "exec", "store"].contains(source) {
                decoder.report(
                    .notAvailable,
                    "secrets from \"\(source)\" are not available in this version; use { source: \"env\", id: \"NAME\" }"
                )
            } else {
                decoder.report(.secret, "\"\(source)\" is no source of secrets; use { source: \"env\", id: \"NAME\" }")
            }
            return nil
        }
        guard let name = reference["id"]?.stringValue, self.isVariableName(Substring(name)) else {
            decoder.report(.secret, "\"id\" must name an environment variable in capital letters, for example \"OPENAI_API_KEY\"")
            return nil
        }
        return self.variable(name, &decoder)
    }

    private static func variable(_ name: String, _ decoder: inout ConfigurationDecoder) -> Secret? {
        guard let value = decoder.environment[name], !value.isEmpty else {
            decoder.report(.missingVariable, "uses the environment variable \(name), which is not set; export it before the gateway starts")
            return nil
        }
        return self.checked(value, &decoder)
    }

    /// Refuses what is no secret but the remains of an unset variable.
    private static func checked(_ text: String, _ decoder: inout ConfigurationDecoder) -> Secret? {
        if let complaint = Secret.complaint(about: text) {
            decoder.report(.insecure, complaint)
            return nil
        }
        return Secret(text)
    }

    private static func isVariableName(_ name: Substring) -> Bool {
        guard let first = name.first, first.isASCII, first.isUppercase, name.count <= 128 else { return false }
        return name.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
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
