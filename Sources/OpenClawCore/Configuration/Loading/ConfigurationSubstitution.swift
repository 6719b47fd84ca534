// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Puts environment variables into strings: `${NAME}`, `${NAME:-text}` for when it is not set, `$${NAME}` for the text itself; and
/// secrets of the store: `{{NAME}}`.
///
/// Names are upper-case letters, digits and `_`; anything else that looks similar stays as it is. Empty variables count as not set.
struct ConfigurationSubstitution {
    /// What became of a string.
    struct Result {
        var text: String
        var isChanged = false
        /// Variables that are not set and have no other text.
        var missing: [String] = []
        /// The secrets that are in the text now.
        var secrets: Set<Secret> = []
        /// Why secrets could not be put in.
        var failures: [SecretReferences.Failure] = []
    }

    let environment: [String: String]
    /// Where `{{NAME}}` is looked up; `nil` leaves it as it is.
    var secrets: SecretReferences?

    /// Substitutes in one string.
    func substitute(_ text: String) -> Result {
        var result = Result(text: "")
        var rest = Substring(text)
        while let mark = rest.firstIndex(where: { $0 == "$" || $0 == "{" }) {
            result.text += rest[..<mark]
            rest = rest[mark...]
            if rest.first == "{" {
                rest = rest.dropFirst(self.substituteSecret(rest, &result))
            } else if rest.hasPrefix("$${"), let reference = Self.reference(in: rest.dropFirst()) {
                result.text += reference.whole
                result.isChanged = true
                rest = rest.dropFirst(1 + reference.whole.count)
            } else if let reference = Self.reference(in: rest) {
                let value = self.environment[reference.name].flatMap { $0.isEmpty ? nil : $0 }
                if let value = value ?? reference.fallback {
                    result.text += value
                } else {
                    result.missing.append(reference.name)
                }
                result.isChanged = true
                rest = rest.dropFirst(reference.whole.count)
            } else {
                result.text += "$"
                rest = rest.dropFirst()
            }
        }
        result.text += rest
        return result
    }

    /// Puts a secret in where the rest begins with `{{NAME}}`; returns how many characters are done with.
    private func substituteSecret(_ rest: Substring, _ result: inout Result) -> Int {
        guard let secrets, rest.hasPrefix("{{") else {
            result.text += "{"
            return 1
        }
        let name = rest.dropFirst(2).prefix { $0 != "}" }
        guard rest.dropFirst(2 + name.count).hasPrefix("}}"), SecretName(rawValue: String(name)) != nil else {
            result.text += "{"
            return 1
        }
        do throws(SecretReferences.Failure) {
            let text = try secrets.stored(String(name))
            result.text += text
            result.secrets.insert(Secret(text))
        } catch {
            result.failures.append(error)
        }
        result.isChanged = true
        return name.count + 4
    }

    /// Substitutes in every string of a node, except those that were given by the environment or a flag.
    func substitute(
        _ node: inout ConfigurationNode,
        at path: JSONPath = JSONPath(),
        problems: inout [ConfigurationProblem],
        secrets: inout Set<Secret>
    ) {
        switch node.content {
        case .scalar(.string(let text)):
            guard case .file = node.origin, text.utf8.contains(where: { $0 == 0x24 || $0 == 0x7B }) else { return }
            let result = self.substitute(text)
            secrets.formUnion(result.secrets)
            for failure in result.failures {
                problems.append(ConfigurationProblem(failure.code, path: path, origin: node.origin, message: failure.message))
            }
            for name in result.missing {
                problems.append(
                    ConfigurationProblem(
                        .missingVariable,
                        path: path,
                        origin: node.origin,
                        message:
                            "uses the environment variable \(name), which is not set; "
                            + "export it, or write ${\(name):-text} to have a default"
                    )
                )
            }
            guard result.isChanged else { return }
            node.content = .scalar(.string(result.text))
            node.isTextual = true
        case .scalar:
            return
        case .array(var elements):
            for index in elements.indices {
                self.substitute(&elements[index], at: path.appending(index), problems: &problems, secrets: &secrets)
            }
            node.content = .array(elements)
        case .object(var members):
            for index in members.indices {
                self.substitute(&members[index].node, at: path.appending(members[index].key), problems: &problems, secrets: &secrets)
            }
            node.content = .object(members)
        }
    }

    private struct Reference {
        var name: String
        var fallback: String?
        var whole: Substring
    }

    private static func reference(in text: Substring) -> Reference? {
        guard text.hasPrefix("${"), let end = text.firstIndex(of: "}") else { return nil }
        let inner = text[text.index(text.startIndex, offsetBy: 2)..<end]
        let name = inner.prefix { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
        guard let first = name.first, !first.isNumber else { return nil }
        let tail = inner[name.endIndex...]
        guard tail.isEmpty || tail.hasPrefix(":-") else { return nil }
        return Reference(name: String(name), fallback: tail.isEmpty ? nil : String(tail.dropFirst(2)), whole: text[...end])
    }
}
