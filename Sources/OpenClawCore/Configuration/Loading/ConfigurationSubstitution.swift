// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Puts environment variables into strings: `${NAME}`, `${NAME:-text}` for when it is not set, `$${NAME}` for the text itself.
///
/// Names are upper-case letters, digits and `_`; anything else that looks similar stays as it is. Empty variables count as not set.
struct ConfigurationSubstitution {
    /// What became of a string.
    struct Result {
        var text: String
        var isChanged = false
        /// Variables that are not set and have no other text.
        var missing: [String] = []
    }

    let environment: [String: String]

    /// Substitutes in one string.
    func substitute(_ text: String) -> Result {
        var result = Result(text: "")
        var rest = Substring(text)
        while let dollar = rest.firstIndex(of: "$") {
            result.text += rest[..<dollar]
            rest = rest[dollar...]
            if rest.hasPrefix("$${"), let reference = Self.reference(in: rest.dropFirst()) {
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

    /// Substitutes in every string of a node, except those that were given by the environment or a flag.
    func substitute(_ node: inout ConfigurationNode, at path: JSONPath = JSONPath(), problems: inout [ConfigurationProblem]) {
        switch node.content {
        case .scalar(.string(let text)):
            guard case .file = node.origin, text.utf8.contains(0x24) else { return }
            let result = self.substitute(text)
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
            for index in elements.indices { self.substitute(&elements[index], at: path.appending(index), problems: &problems) }
            node.content = .array(elements)
        case .object(var members):
            for index in members.indices {
                self.substitute(&members[index].node, at: path.appending(members[index].key), problems: &problems)
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
