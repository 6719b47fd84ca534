// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How the control page is served.
package enum ControlPage {
    /// What the page may do: load its own files, connect to its own origin, nothing else.
    ///
    /// `connect-src 'self'` covers the WebSocket of the same origin (CSP Level 3, section 6.7.2.8). Trusted Types are required and no
    /// policy may be made, so that no string can become markup or script.
    package static let contentSecurityPolicy: StaticString = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; \
        base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'
        """

    /// The header fields that every answer with an asset carries, beside `Content-Type` and `ETag`.
    ///
    /// `no-cache` lets a browser keep an asset and makes it ask with `If-None-Match` each time, so that a new gateway never runs an old page.
    package static let headers: [(name: StaticString, value: StaticString)] = [
        ("Content-Security-Policy", contentSecurityPolicy),
        ("Cache-Control", "no-cache"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ]

    /// The asset served at a path, or nil when there is none. The path is compared byte for byte, without its query.
    package static func asset(at path: some Collection<UInt8>) -> ControlPageAsset? {
        ControlPageAssets.all.first { asset in
            asset.path.utf8CodeUnitCount == path.count
                && path.elementsEqual(UnsafeBufferPointer(start: asset.path.utf8Start, count: asset.path.utf8CodeUnitCount))
        }
    }

    /// Whether an `If-None-Match` value names the asset's current content (RFC 9110, section 13.1.2; weak comparison).
    package static func matches(_ ifNoneMatch: some StringProtocol, _ asset: ControlPageAsset) -> Bool {
        ifNoneMatch.split(separator: ",").contains { part in
            let tag = part.drop { $0 == " " || $0 == "\t" }
            let name = asset.etag.description
            return tag == "*" || tag.hasPrefix(name) || (tag.hasPrefix("W/") && tag.dropFirst(2).hasPrefix(name))
        }
    }
}
