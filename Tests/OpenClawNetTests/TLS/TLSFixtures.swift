// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet

/// Authorities and certificates for one test run.
struct TLSFixtures: Sendable {
    /// 2026-01-01. The certificates below are valid for decades around the machine's own clock.
    static let now: Int64 = 1_767_225_600
    static let decades: Int64 = 30 * 365 * 86_400

    let authority: TLSGeneratedCertificate
    let otherAuthority: TLSGeneratedCertificate
    let server: TLSGeneratedCertificate
    let expired: TLSGeneratedCertificate
    let client: TLSGeneratedCertificate
    let strangeClient: TLSGeneratedCertificate

    init() throws {
        authority = try Self.request("Test Authority", isAuthority: true).issue(by: nil)
        otherAuthority = try Self.request("Other Authority", isAuthority: true).issue(by: nil)
        server = try Self.request("gateway.test", hosts: ["gateway.test", "*.wild.test", "127.0.0.1", "::1"]).issue(by: authority)
        client = try Self.request("node-7").issue(by: authority)
        strangeClient = try Self.request("stranger").issue(by: otherAuthority)
        expired = try TLSCertificateRequest(
            commonName: "gateway.test",
            hosts: ["gateway.test"],
            isAuthority: false,
            notBefore: 1_000_000_000,
            notAfter: 1_000_086_400
        ).issue(by: authority)
    }

    private static func request(_ name: String, hosts: [String] = [], isAuthority: Bool = false) -> TLSCertificateRequest {
        TLSCertificateRequest(
            commonName: name,
            hosts: hosts,
            isAuthority: isAuthority,
            notBefore: now - decades,
            notAfter: now + decades
        )
    }

    var trust: TLSTrust { .authorities(.bytes(authority.certificatePEM)) }
    var otherTrust: TLSTrust { .authorities(.bytes(otherAuthority.certificatePEM)) }
}
