// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("Redactor")
struct RedactorTests {
    private let redactor = Redactor()

    @Test(
        "long secrets keep a hint, short ones nothing",
        arguments: [
            ("", "***"), ("hunter2", "***"), ("12345678901234567", "***"), ("123456789012345678", "123456…5678"),
            ("sk-proj-abcdefghijklmnop", "sk-pro…mnop"),
        ]
    )
    func mask(secret: String, expected: String) {
        #expect(redactor.mask(secret) == expected)
    }

    @Test(
        "names of secrets",
        arguments: [
            "token", "botToken", "access_token", "OPENCLAW_GATEWAY_TOKEN", "password", "gatewayPassword", "OPENCLAW_AUTH_SECRET",
            "clientSecret",
            "apiKey", "api_key", "x-api-key", "privateKey", "authorization", "Authorization", "Set-Cookie", "cookie", "passphrase",
            "encryptionKey",
            "OPENCLAW_WORKSPACE_ENCRYPTION_KEY", "apikey", "credentials", "auth.token",
        ]
    )
    func secretNames(name: String) {
        #expect(redactor.isSecret(key: name))
    }

    @Test(
        "names of harmless things",
        arguments: [
            "", "tokens", "maxTokens", "llm_tokens", "tokenCount", "token_count", "sessionKey", "session_key", "key", "keys",
            "passwordFile", "secretary",
            "name", "tokenizer", "author", "idempotencyKey", "publicKey", "monkey", "tokenLimit",
        ]
    )
    func harmlessNames(name: String) {
        #expect(!redactor.isSecret(key: name))
    }

    static let long = "abcdef0123456789abcdef9876"

    @Test(
        "secrets inside texts",
        arguments: [
            ("nothing to hide here", "nothing to hide here"),
            ("Authorization: Bearer \(long)", "Authorization: Bearer abcdef…9876"),
            ("bearer \(long), then", "bearer abcdef…9876, then"),
            ("basic idea: simple", "basic idea: simple"),
            ("redis://user:\(long)@cache:6379/0", "redis://user:abcdef…9876@cache:6379/0"),
            ("redis://:pw@cache:6379", "redis://:***@cache:6379"),
            ("https://example.com:8080/a@b", "https://example.com:8080/a@b"),
            ("GET /ws?token=\(long)&x=1", "GET /ws?token=abcdef…9876&x=1"),
            (#"{"password": "hunter2", "port": 1}"#, #"{"password": "***", "port": 1}"#),
            (#"{"apiKey":"\#(long)"}"#, #"{"apiKey":"abcdef…9876"}"#),
            ("maxTokens=400", "maxTokens=400"),
            ("token=", "token="),
            ("password=a password=b", "password=*** password=***"),
        ]
    )
    func texts(text: String, expected: String) {
        #expect(redactor.redact(text) == expected)
    }

    @Test("secrets inside JSON, at any depth")
    func json() {
        let value: JSONValue = [
            "port": 18789,
            "auth": ["token": .string(RedactorTests.long), "mode": "token", "password": 12345, "secret": nil],
            "list": [["botToken": ["env": "hunter2"], "url": "http://u:p@h/"]],
            "credentials": ["a", true],
        ]
        #expect(
            redactor.redact(value) == [
                "port": 18789,
                "auth": ["token": "abcdef…9876", "mode": "token", "password": "***", "secret": nil],
                "list": [["botToken": ["env": "***"], "url": "http://u:***@h/"]],
                "credentials": ["***", true],
            ]
        )
    }

    @Test("secrets in metadata")
    func metadata() {
        let redacted = redactor.redact(["token": "x", "note": "token=abc", "port": 1, "password": 99, "config": .json(["secret": "s"])])
        #expect(redacted["token"] == "***")
        #expect(redacted["note"] == "token=***")
        #expect(redacted["port"] == 1)
        #expect(redacted["password"] == "***")
        #expect(redacted["config"] == .json(["secret": "***"]))
    }

    @Test func CVE_2026_27003_knownSecretsAreMaskedWhereverTheyAre() {
        let known = KnownSecrets([Secret("hunter2-hunter2-hunter2"), Secret("hunter2"), Secret("abc")])
        let redactor = Redactor(known: known)
        #expect(redactor.redact("opened hunter2!") == "opened ***!")
        #expect(redactor.redact("x hunter2-hunter2-hunter2 y") == "x hunter…ter2 y")
        #expect(redactor.redact("abc") == "abc", "short texts are part of ordinary words")
        known.add([Secret("later-secret")])
        #expect(redactor.redact(JSONValue.array(["later-secret"])) == ["***"])
    }
}
