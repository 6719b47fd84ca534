// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Makes identifiers and tokens.
public protocol IDGenerator: Sendable {
    /// A new UUID in lower case, such as `f81d4fae-7dec-41d0-a765-00a0c91e6bf6`.
    func uuid() -> String
    /// A new secret of `byteCount` random bytes in base64url without padding (RFC 4648, section 5).
    func token(byteCount: Int) -> String
}

extension IDGenerator {
    /// A new secret of 32 random bytes: 43 characters.
    public func token() -> String {
        token(byteCount: 32)
    }
}
