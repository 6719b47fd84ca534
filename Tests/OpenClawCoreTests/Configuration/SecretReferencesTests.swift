// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

/// A store in memory.
private struct Store: SecretSource {
    var secrets: [String: String] = [:]

    func secret(named name: SecretName) throws(SecretSourceError) -> Secret? {
        if name.rawValue == "BROKEN" { throw SecretSourceError(.damaged, "it was altered") }
        return self.secrets[name.rawValue].map { Secret($0) }
    }
}

@Suite("Secret references")
struct SecretReferencesTests {
    private let store = Store(secrets: ["TOKEN": "kept-token-1", "WORD": "kept-word", "TRICKY": "${HOME}{{TOKEN}}"])

    private func loadSecrets(_ text: String, files: [String: String] = [:]) throws -> LoadedConfiguration {
        var texts = files
        texts["/c/openclaw.json"] = text
        return try ConfigurationLoader(
            files: InMemoryConfigurationFiles(texts: texts),
            environment: ["HOME": "/home", "VISIBLE": "from-environment"],
            secrets: self.store
        ).load(path: "/c/openclaw.json")
    }

    private func message(_ text: String, files: [String: String] = [:]) -> String {
        do {
            _ = try self.loadSecrets(text, files: files)
            return ""
        } catch let error as ConfigurationError {
            return error.problems.map(\.message).joined(separator: "\n")
        } catch { return "\(error)" }
    }

    private func token(_ reference: String) -> String { "{ gateway: { auth: { token: \(reference) } } }" }

    @Test func theStoreIsReadWhereverItIsNamed() throws {
        let loaded = try self.loadSecrets(
            "{ gateway: { auth: { token: '{{TOKEN}}' } }, agents: { list: [{ id: 'a', name: 'x-{{WORD}}-{{word}}-{{ WORD }}' }] } }"
        )
        #expect(loaded.configuration.gateway.auth.token == Secret("kept-token-1"))
        #expect(loaded.configuration.agents.list.first?.name == "x-kept-word-{{word}}-{{ WORD }}")
        #expect(loaded.secrets == [Secret("kept-token-1"), Secret("kept-word")])
        // Shown is neither, though a name is no secret key.
        for shown in [loaded.effective, loaded.redacted] { #expect(!"\(shown)".contains("kept-")) }
        #expect(loaded.redacted["gateway"]?["auth"]?["token"] == "{{TOKEN}}")
    }

    @Test func whatAStoreHoldsIsNotLookedAtAgain() throws {
        #expect(try self.loadSecrets(self.token("'{{TRICKY}}'")).configuration.gateway.auth.token == Secret("${HOME}{{TOKEN}}"))
        #expect(try self.loadSecrets(self.token("'{{TRICKY}}x'")).configuration.gateway.auth.token == Secret("${HOME}{{TOKEN}}x"))
    }

    @Test func referencesOfAllSourcesAreResolved() throws {
        let files = ["/run/secrets.json": #"{ "a/b": { "token": "from-file" } }"#, "/run/one": "single\n"]
        let providers = """
            secrets: { defaults: { file: 'mounted' }, providers: {
              mounted: { source: 'file', path: '/run/secrets.json' }, one: { source: 'file', path: '/run/one', mode: 'singleValue' },
              few: { source: 'env', allowlist: ['OTHER'] } } }
            """
        let table: [(String, String)] = [
            ("{ source: 'store', id: 'TOKEN' }", "kept-token-1"), ("{ source: 'env', id: 'VISIBLE' }", "from-environment"),
            ("{ source: 'file', id: '/a~1b/token' }", "from-file"), ("{ source: 'file', provider: 'one', id: 'value' }", "single"),
        ]
        for (reference, expected) in table {
            let text = "{ \(providers), gateway: { auth: { token: \(reference) } } }"
            #expect(try self.loadSecrets(text, files: files).configuration.gateway.auth.token == Secret(expected), "\(reference)")
        }
        let refused = self.message("{ \(providers), gateway: { auth: { token: { source: 'env', provider: 'few', id: 'VISIBLE' } } } }")
        #expect(refused.contains("allowlist"))
    }

    @Test(
        "what leads nowhere is told in words that help",
        arguments: [
            ("'{{MISSING}}'", "openclaw secrets set MISSING"), ("'x{{MISSING}}'", "openclaw secrets set MISSING"),
            ("'{{BROKEN}}'", "it was altered"), ("{ source: 'store', id: 'small' }", "capital letters"),
            ("{ source: 'file', id: '/x' }", "secrets.providers.default"), ("{ source: 'exec', id: 'x' }", "not available"),
            ("{ source: 'nowhere', id: 'x' }", "is no source of secrets"),
        ]
    )
    func nowhere(_ reference: String, _ words: String) { #expect(self.message(self.token(reference)).contains(words)) }
}
