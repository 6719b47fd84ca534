// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Whose certificates are believed.
public struct TLSTrust: Hashable, Sendable {
    enum Roots: Hashable, Sendable {
        case system
        case authorities(TLSPEM)
        case pinsOnly
    }

    let roots: Roots
    let pins: Set<TLSFingerprint>

    private init(roots: Roots, pins: Set<TLSFingerprint>) {
        self.roots = roots
        self.pins = pins
    }

    /// The authorities that the system's OpenSSL knows.
    public static let system = TLSTrust(roots: .system, pins: [])

    /// Only these authorities.
    public static func authorities(_ pem: TLSPEM) -> TLSTrust {
        TLSTrust(roots: .authorities(pem), pins: [])
    }

    /// Exactly the certificates with these fingerprints, whoever signed them, whatever name or dates they carry.
    ///
    /// This is how a self-signed certificate is trusted safely. An empty set is refused when a context is made.
    public static func fingerprints(_ pins: Set<TLSFingerprint>) -> TLSTrust {
        TLSTrust(roots: .pinsOnly, pins: pins)
    }

    /// The same trust, narrowed to certificates with one of these fingerprints.
    public func pinned(to pins: Set<TLSFingerprint>) -> TLSTrust {
        TLSTrust(roots: roots, pins: pins)
    }
}
