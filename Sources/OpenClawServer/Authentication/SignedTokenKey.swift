// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet

/// Makes and checks signed tokens: JSON Web Tokens with HMAC-SHA-256 (RFC 7515, RFC 7519), and no other algorithm.
public struct SignedTokenKey: Sendable, Hashable {
    /// The shortest secret, in bytes (RFC 7518 section 3.2).
    public static let minimumSecretBytes = 32
    /// The longest token that is looked at, in bytes.
    static let maximumBytes = 4_096
    /// How far the clocks of maker and gateway may be apart, in seconds.
    static let leeway: Int64 = 30

    private let secret: [UInt8]
    private static let header = Base64URL.encode(Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8))

    /// Makes a key; `nil` when the secret is shorter than ``minimumSecretBytes``.
    public init?(secret: String) {
        guard secret.utf8.count >= Self.minimumSecretBytes else { return nil }
        self.secret = [UInt8](secret.utf8)
    }

    /// Whether a text has the form of such a token.
    static func looksSigned(_ text: String) -> Bool {
        text.utf8.count <= Self.maximumBytes && text.utf8.count { $0 == UInt8(ascii: ".") } == 2 && text.hasPrefix("eyJ")
    }

    /// Makes a token.
    public func issue(_ claims: SignedTokenClaims) -> String {
        let body = Self.header + "." + Base64URL.encode(claims.json.serialized())
        return body + "." + Base64URL.encode(OpenSSLCryptoProvider().hmacSHA256([UInt8](body.utf8), key: self.secret))
    }

    /// Checks a token: first its signature, then what it says.
    /// - Parameter now: seconds since 1970.
    public func verify(_ token: String, now: Int64) -> Result<SignedTokenClaims, SignedTokenError> {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard token.utf8.count <= Self.maximumBytes, parts.count == 3, let code = Base64URL.decode(parts[2]),
            let header = Self.json(parts[0]), header["alg"]?.stringValue == "HS256", header.objectValue?.contains("crit") == false
        else { return .failure(.malformed) }
        let body = [UInt8]("\(parts[0]).\(parts[1])".utf8)
        guard OpenSSLCryptoProvider().isValidHMACSHA256(code, of: body, key: self.secret) else { return .failure(.wrongSignature) }
        guard let claims = Self.json(parts[1]).flatMap(SignedTokenClaims.init(json:)) else { return .failure(.malformed) }
        guard now < claims.expiresAt + Self.leeway else { return .failure(.expired) }
        if let notBefore = claims.notBefore, now < notBefore - Self.leeway { return .failure(.notYetValid) }
        return .success(claims)
    }

    private static func json(_ part: Substring) -> JSONValue? {
        // What is no JSON is no token; why does not matter to whoever shows it.
        Base64URL.decode(part).flatMap { try? JSONValue(parsing: $0) }
    }
}
