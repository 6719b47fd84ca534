// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads `Authorization: Bearer …` (RFC 6750 section 2.1).
enum BearerCredentials {
    /// The token, or `nil` when the field is absent or of another scheme.
    static func token(in field: String?) -> String? {
        guard let field else { return nil }
        let parts = field.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        let token = String(parts[1].drop(while: { $0 == " " }))
        return token.isEmpty ? nil : token
    }
}
