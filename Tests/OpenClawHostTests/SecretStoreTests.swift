// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@testable import OpenClawHost

@Suite("SecretStore")
struct SecretStoreTests {
    private let disk = InMemoryFileSystem()
    private static let directory = "/nowhere/home/.openclaw"

    private func store(key: String? = nil) throws -> SecretStore {
        var host = emptyHost(environment: key.map { [SecretKey.variable: $0] } ?? [:])
        host.fileSystem = self.disk
        let state = try StateDirectory(environment: [:], home: "/nowhere/home", workingDirectory: "/")
        return SecretStore(state: state, host: host)
    }

    private func name(_ text: String) throws -> SecretName { try #require(SecretName(rawValue: text)) }

    @Test func whatIsKeptComesBackAndIsNotInTheFiles() throws {
        let store = try self.store()
        let token = try self.name("TOKEN")
        #expect(try store.secret(named: token) == nil)
        try store.set(token, to: Secret("very-secret-value"), now: Timestamp(milliseconds: 7))
        try store.set(try self.name("LINES"), to: Secret("a\nb"), now: Timestamp(milliseconds: 8))
        #expect(try self.store().secret(named: token) == Secret("very-secret-value"))
        #expect(try self.store().secret(named: self.name("LINES")) == Secret("a\nb"))
        #expect(try store.entries().map(\.name.rawValue) == ["LINES", "TOKEN"])
        for path in self.disk.paths {
            let text = String(decoding: self.disk.contents(of: path) ?? [], as: UTF8.self)
            #expect(!text.contains("very-secret-value"))
            #expect(try self.disk.status(path)?.permissions == 0o600)
        }
        try store.set(token, to: Secret("other"), now: Timestamp(milliseconds: 9))
        #expect(try store.secret(named: token) == Secret("other"))
        #expect(try store.remove(token))
        #expect(try !store.remove(token))
        #expect(try store.secret(named: token) == nil)
    }

    @Test func theKeyMayComeFromTheEnvironment() throws {
        let key = String(repeating: "0f", count: 32)
        let token = try self.name("TOKEN")
        try self.store(key: key).set(token, to: Secret("value-1"), now: .epoch)
        #expect(self.disk.contents(of: Self.directory + "/secrets.key") == nil)
        #expect(try self.store(key: "Dw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8=").secret(named: token) == Secret("value-1"))
        #expect(throws: SecretSourceError.self) { try self.store(key: String(repeating: "0e", count: 32)).secret(named: token) }
        #expect(throws: SecretSourceError.self) { try self.store(key: "too short").secret(named: token) }
        #expect(throws: SecretSourceError.self) { try self.store().secret(named: token) }
    }

    @Test func valuesCannotBeExchangedOrAltered() throws {
        let store = try self.store()
        try store.set(try self.name("A"), to: Secret("value-a"), now: .epoch)
        try store.set(try self.name("B"), to: Secret("value-b"), now: .epoch)
        let path = Self.directory + "/secrets.json"
        var content = try JSONValue(parsing: try #require(self.disk.contents(of: path)))
        let secrets = try #require(content["secrets"]?.objectValue)
        content["secrets"] = ["A": secrets["B"] ?? .null, "B": secrets["A"] ?? .null]
        self.disk.setContents(of: path, to: content.serialized())
        for name in ["A", "B"] { #expect(throws: SecretSourceError.self) { try store.secret(named: self.name(name)) } }
    }

    @Test func linksAndOpenKeysAreRefused() throws {
        try self.disk.createDirectory(Self.directory)
        self.disk.makeSymbolicLink(at: Self.directory + "/secrets.json")
        #expect(throws: SecretSourceError.self) { try self.store().secret(named: self.name("A")) }
        #expect(throws: SecretSourceError.self) { try self.store().set(self.name("A"), to: Secret("value"), now: .epoch) }
    }

    @Test func theStoreIsBounded() throws {
        let store = try self.store()
        let long = String(repeating: "x", count: SecretStore.maximumValueBytes + 1)
        #expect(throws: SecretSourceError.self) { try store.set(self.name("A"), to: Secret(long), now: .epoch) }
        #expect(throws: SecretSourceError.self) { try store.set(self.name("A"), to: Secret(""), now: .epoch) }
    }

    @Test func aDamagedStoreIsNotOverwritten() throws {
        try self.disk.createDirectory(Self.directory)
        self.disk.setContents(of: Self.directory + "/secrets.json", to: Array("not JSON".utf8))
        #expect(throws: SecretSourceError.self) { try self.store().set(self.name("A"), to: Secret("value"), now: .epoch) }
        #expect(self.disk.contents(of: Self.directory + "/secrets.json") == Array("not JSON".utf8))
    }

    @Test(arguments: [("A", true), ("A_1", true), ("a", false), ("1A", false), ("", false), ("A-B", false), ("Ä", false)])
    func names(_ text: String, _ isValid: Bool) { #expect((SecretName(rawValue: text) != nil) == isValid) }

    @Test func plainSecretsAreFound() {
        let written: JSONValue = [
            "gateway": ["auth": ["token": "plain", "password": "${PASSWORD}"]],
            "models": ["providers": ["x": ["apiKey": "{{KEY}}"], "y": ["apiKey": ["source": "store", "id": "OTHER"]]]],
        ]
        #expect(SecretAudit.plainSecrets(written).map(\.description) == ["gateway.auth.token"])
        #expect(SecretAudit.usedNames(written) == ["KEY", "OTHER"])
    }
}
