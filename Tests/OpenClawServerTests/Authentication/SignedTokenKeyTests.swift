// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import Testing

@Suite struct SignedTokenKeyTests {
    static let secret = "0123456789abcdef0123456789abcdef"

    private func key(_ secret: String = Self.secret) throws -> SignedTokenKey { try #require(SignedTokenKey(secret: secret)) }

    @Test func aShortSecretMakesNoKey() { #expect(SignedTokenKey(secret: "short") == nil) }

    @Test func whatWasIssuedIsReadBack() throws {
        let claims = SignedTokenClaims(subject: "grafana", scopes: [.read, .pairing], issuedAt: 100, expiresAt: 200)
        let token = try self.key().issue(claims)
        #expect(try self.key().verify(token, now: 150) == .success(claims))
        #expect(try self.key().verify(token, now: 229) == .success(claims))
        #expect(try self.key().verify(token, now: 230) == .failure(.expired))
        #expect(try self.key("another secret of at least 32 bytes").verify(token, now: 150) == .failure(.wrongSignature))
    }

    /// A token made elsewhere: the example of RFC 7515 A.1 with its key has another form of claims, so a token of PyJWT is checked.
    @Test func aTokenOfAnotherLibraryIsRead() throws {
        let body = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4Iiwic2NvcGUiOiJvcGVyYXRvci5yZWFkIiwiZXhwIjoyMDAwMDAwMDAwfQ"
        let code = OpenSSLCryptoProvider().hmacSHA256([UInt8](body.utf8), key: [UInt8](Self.secret.utf8))
        let outcome = try self.key().verify(body + "." + Base64URL.encode(code), now: 1_900_000_000)
        #expect(outcome == .success(SignedTokenClaims(subject: "x", scopes: .read, expiresAt: 2_000_000_000)))
    }

    /// Headers and bodies that never count, although the signature is right.
    @Test(arguments: [
        (#"{"alg":"none"}"#, #"{"exp":200}"#), (#"{"alg":"RS256"}"#, #"{"exp":200}"#), (#"{"alg":"hs256"}"#, #"{"exp":200}"#),
        (#"{"alg":"HS256","crit":["x"]}"#, #"{"exp":200}"#), (#"{"alg":"HS256"}"#, #"{"sub":"no end"}"#), (#"{"alg":"HS256"}"#, #"[]"#),
        (#"{"alg":"HS256"}"#, #"{"exp":"200"}"#), (#"{"alg":"HS256"}"#, "no json"), (#"{"alg":"HS256"}"#, #"{"exp":1e300}"#),
    ]) func otherAlgorithmsAndFormsAreRefused(header: String, body: String) throws {
        let text = Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(Array(body.utf8))
        let code = OpenSSLCryptoProvider().hmacSHA256([UInt8](text.utf8), key: [UInt8](Self.secret.utf8))
        #expect(try self.key().verify(text + "." + Base64URL.encode(code), now: 100) == .failure(.malformed))
        #expect(throws: SignedTokenError.self) { try self.key().verify(text + ".", now: 100).get() }
    }

    @Test func aTokenThatIsNotValidYetIsRefused() throws {
        let token = try self.key().issue(SignedTokenClaims(scopes: .read, notBefore: 1_000, expiresAt: 2_000))
        #expect(try self.key().verify(token, now: 900) == .failure(.notYetValid))
        #expect(throws: Never.self) { try self.key().verify(token, now: 990).get() }
    }
}
