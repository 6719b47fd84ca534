// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Looks for secrets that are less safe than they could be.
struct SecretAudit: Sendable {
    /// Something to be looked at. Its words never show a secret.
    struct Finding: Sendable, Hashable {
        /// Whether it is a danger rather than a hint.
        var isSerious: Bool
        var code: String
        var message: String
    }

    let settings: Settings
    let store: SecretStore
    let fileSystem: any FileSystem

    /// What there is to say, the serious first.
    func findings() throws(SecretSourceError) -> [Finding] {
        var findings: [Finding] = []
        let names = try self.store.entries().map(\.name)
        if try self.store.isOpenToOthers() {
            findings.append(
                Finding(
                    isSerious: true,
                    code: "STORE_READABLE",
                    message: "other users can read \(self.store.path); run: chmod 600 \(self.store.path)"
                )
            )
        }
        for name in names {
            do {
                _ = try self.store.secret(named: name)
            } catch {
                findings.append(Finding(isSerious: true, code: "UNREADABLE", message: error.message))
            }
        }
        let plain = Self.plainSecrets(self.settings.loaded.written)
        for path in plain {
            findings.append(
                Finding(
                    isSerious: true,
                    code: "PLAINTEXT",
                    message: "\(path) is written as plain text; keep it with \"openclaw secrets set NAME\" and write \"{{NAME}}\""
                )
            )
        }
        if !plain.isEmpty {
            for file in self.settings.loaded.files {
                // Files that cannot be looked at were reported when the configuration was read.
                if let status = try? self.fileSystem.status(file), status.kind == .file, status.permissions & 0o077 != 0 {
                    findings.append(
                        Finding(
                            isSerious: true,
                            code: "CONFIG_READABLE",
                            message: "other users can read \(file), which holds secrets; run: chmod 600 \(file)"
                        )
                    )
                }
            }
        }
        let used = Self.usedNames(self.settings.loaded.written)
        for name in names where !used.contains(name.rawValue) {
            findings.append(
                Finding(
                    isSerious: false,
                    code: "UNUSED",
                    message: "the secret \(name) is not used by the configuration; openclaw secrets rm \(name)"
                )
            )
        }
        return findings
    }

    /// Where secrets stand as plain text.
    static func plainSecrets(_ value: JSONValue, at path: JSONPath = JSONPath()) -> [JSONPath] {
        guard case .object(let object) = value else {
            guard case .array(let elements) = value else { return [] }
            return elements.enumerated().flatMap { self.plainSecrets($0.element, at: path.appending($0.offset)) }
        }
        return object.flatMap { key, member -> [JSONPath] in
            let place = path.appending(key)
            if case .string(let text) = member, ConfigurationRedaction.isSensitive(key) {
                let isReference = text.hasPrefix("$") || (text.hasPrefix("{{") && text.hasSuffix("}}"))
                return isReference || text.isEmpty ? [] : [place]
            }
            return self.plainSecrets(member, at: place)
        }
    }

    /// The names of the store that a configuration uses.
    static func usedNames(_ value: JSONValue) -> Set<String> {
        switch value {
        case .string(let text):
            var names: Set<String> = []
            var rest = text[...]
            while let open = rest.firstIndex(of: "{") {
                rest = rest[open...]
                let name = String(rest.dropFirst(2).prefix { $0 != "}" })
                if rest.hasPrefix("{{"), SecretName(rawValue: name) != nil { names.insert(name) }
                rest = rest.dropFirst()
            }
            return names
        case .array(let elements): return elements.reduce(into: []) { $0.formUnion(self.usedNames($1)) }
        case .object(let object):
            if object["source"] == "store", let name = object["id"]?.stringValue { return [name] }
            return object.reduce(into: []) { $0.formUnion(self.usedNames($1.value)) }
        default: return []
        }
    }
}
