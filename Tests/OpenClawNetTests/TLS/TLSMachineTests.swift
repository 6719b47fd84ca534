// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import Testing

@Suite struct TLSMachineTests {
    let fixtures: TLSFixtures

    init() throws {
        fixtures = try TLSFixtures()
    }

    private func server(
        _ certificate: TLSGeneratedCertificate? = nil,
        clients: TLSClientAuthentication = .none,
        minimumVersion: TLSVersion = .v12
    ) throws -> TLSServerContext {
        try TLSServerContext(
            TLSServerConfiguration(
                identity: (certificate ?? fixtures.server).identity,
                clientAuthentication: clients,
                minimumVersion: minimumVersion
            )
        )
    }

    private func client(_ trust: TLSTrust? = nil, identity: TLSGeneratedCertificate? = nil) throws -> TLSClientContext {
        try TLSClientContext(TLSClientConfiguration(trust: trust ?? fixtures.trust, identity: identity?.identity))
    }

    @Test(arguments: [Int.max, 1, 2, 7, 1400]) func carriesBytesHoweverTheyAreCut(segment: Int) throws {
        var pair = try TLSPair(server: server(), client: client(), segment: segment)
        pair.run()
        #expect(pair.client.phase == .open)
        #expect(pair.server.phase == .open)
        #expect(pair.client.applicationProtocol == "http/1.1")
        #expect(pair.server.applicationProtocol == "http/1.1")
        #expect(pair.server.requestedServerName == "gateway.test")
        #expect(pair.client.version == .v13)
        #expect(pair.client.peerCertificate?.commonName == "gateway.test")
        #expect(pair.client.peerCertificate?.fingerprint == fixtures.server.certificate.fingerprint)
        #expect(pair.server.peerCertificate == nil)

        let large = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try pair.clientWrites(large)
        try pair.serverWrites([1, 2, 3])
        pair.run()
        #expect(pair.receivedByServer == large)
        #expect(pair.receivedByClient == [1, 2, 3])
        // After its memory was given back, the connection goes on.
        try pair.clientWrites([4])
        pair.run()
        #expect(pair.receivedByServer.last == 4)
    }

    @Test func closingIsToldApartFromHangingUp() throws {
        var pair = try TLSPair(server: server(), client: client())
        pair.run()
        try pair.clientWrites([5])
        pair.client.close()
        pair.run()
        #expect(pair.receivedByServer == [5])
        #expect(pair.server.phase == .closedByPeer)
        try pair.server.receiveEnd()
        // The other direction stays open until it is closed too.
        try pair.serverWrites([6])
        pair.run()
        #expect(pair.receivedByClient == [6])
        #expect(throws: TLSError.self) { try pair.client.receiveEnd() }
        #expect(pair.client.phase == .failed)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var host = "gateway.test"
        var code: TLSError.Code
        var certificate: @Sendable (TLSFixtures) -> TLSGeneratedCertificate = { $0.server }
        var trust: @Sendable (TLSFixtures) throws -> TLSTrust = { $0.trust }
    }

    static let refusals = [
        Refusal(testDescription: "another host", host: "evil.test", code: .hostMismatch),
        Refusal(testDescription: "a wildcard covers one label", host: "a.b.wild.test", code: .hostMismatch),
        Refusal(testDescription: "another address", host: "127.0.0.2", code: .hostMismatch),
        Refusal(
            testDescription: "a name in the subject only",
            host: "node-7",
            code: .hostMismatch,
            certificate: { $0.client }
        ),
        Refusal(testDescription: "expired", code: .expiredCertificate, certificate: { $0.expired }),
        Refusal(testDescription: "another authority", code: .untrustedCertificate, trust: { $0.otherTrust }),
        Refusal(testDescription: "the system does not know the authority", code: .untrustedCertificate, trust: { _ in .system }),
        Refusal(
            testDescription: "pin of another certificate",
            code: .fingerprintMismatch,
            trust: { .fingerprints([$0.expired.certificate.fingerprint]) }
        ),
        Refusal(
            testDescription: "right authority, wrong pin",
            code: .fingerprintMismatch,
            trust: { $0.trust.pinned(to: [$0.client.certificate.fingerprint]) }
        ),
        Refusal(
            testDescription: "right pin, wrong authority",
            code: .untrustedCertificate,
            trust: { $0.otherTrust.pinned(to: [$0.server.certificate.fingerprint]) }
        ),
    ]

    @Test(arguments: refusals) func clientRefuses(refusal: Refusal) throws {
        var pair = try TLSPair(
            server: server(refusal.certificate(fixtures)),
            client: client(refusal.trust(fixtures)),
            host: refusal.host
        )
        pair.run()
        #expect(pair.clientError?.code == refusal.code)
        #expect(pair.client.phase == .failed)
        // The server learns from the alert that it was refused.
        #expect(pair.serverError?.code == .refusedByPeer)
    }

    @Test(arguments: ["127.0.0.1", "::1", "x.wild.test", "gateway.test."]) func clientAccepts(host: String) throws {
        var pair = try TLSPair(server: server(), client: client(), host: host)
        pair.run()
        #expect(pair.clientError == nil)
        #expect(pair.server.phase == .open)
    }

    @Test func aPinReplacesAuthorityNameAndDate() throws {
        let pin = TLSTrust.fingerprints([fixtures.expired.certificate.fingerprint])
        var pair = try TLSPair(server: server(fixtures.expired), client: client(pin), host: "10.0.0.1")
        pair.run()
        #expect(pair.clientError == nil)
        #expect(pair.client.phase == .open)
        #expect(pair.server.phase == .open)
    }

    @Test func clientCertificates() throws {
        var known = try TLSPair(server: server(clients: .require(fixtures.trust)), client: client(identity: fixtures.client))
        known.run()
        #expect(known.server.phase == .open)
        #expect(known.server.peerCertificate?.subject == "CN=node-7")
        #expect(known.server.peerCertificate?.fingerprint == fixtures.client.certificate.fingerprint)

        var missing = try TLSPair(server: server(clients: .require(fixtures.trust)), client: client())
        missing.run()
        #expect(missing.serverError?.code == .certificateRequired)
        #expect(missing.clientError?.code == .refusedByPeer)

        var strange = try TLSPair(server: server(clients: .request(fixtures.trust)), client: client(identity: fixtures.strangeClient))
        strange.run()
        #expect(strange.serverError?.code == .untrustedCertificate)

        var anonymous = try TLSPair(server: server(clients: .request(fixtures.trust)), client: client())
        anonymous.run()
        #expect(anonymous.server.phase == .open)
        #expect(anonymous.server.peerCertificate == nil)

        let pinned = TLSTrust.fingerprints([fixtures.strangeClient.certificate.fingerprint])
        var byPin = try TLSPair(server: server(clients: .require(pinned)), client: client(identity: fixtures.strangeClient))
        byPin.run()
        #expect(byPin.server.peerCertificate?.commonName == "stranger")
        var otherPin = try TLSPair(server: server(clients: .require(pinned)), client: client(identity: fixtures.client))
        otherPin.run()
        #expect(otherPin.serverError?.code == .fingerprintMismatch)
    }

    @Test func reloadChangesNewConnectionsOnly() throws {
        let context = try server()
        var before = try TLSPair(server: context, client: client())
        before.run()
        let replacement = try TLSGeneratedCertificate.selfSigned(hosts: ["gateway.test"], now: TLSFixtures.now, days: 10_000)
        try context.reload(TLSServerConfiguration(identity: replacement.identity))
        #expect(context.certificate == replacement.certificate)
        try before.clientWrites([1])
        before.run()
        #expect(before.receivedByServer == [1])

        var after = try TLSPair(server: context, client: client(.authorities(.bytes(replacement.certificatePEM))))
        after.run()
        #expect(after.client.peerCertificate?.fingerprint == replacement.certificate.fingerprint)

        #expect(throws: TLSError.self) {
            try context.reload(TLSServerConfiguration(identity: TLSIdentity(certificateChain: .bytes([]), privateKey: .bytes([]))))
        }
        #expect(context.certificate == replacement.certificate)
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", TLSError.Code.notTLS),
        ("SSH-2.0-OpenSSH_9.2\r\n", .notTLS),
    ])
    func serverNoticesOtherProtocols(bytes: String, code: TLSError.Code) throws {
        var machine = try TLSMachine.server(server())
        do {
            try machine.receive(Array(bytes.utf8).span.bytes)
            Issue.record("accepted")
        } catch {
            #expect(error.code == code)
        }
    }

    @Test func configurationsAreChecked() throws {
        let mismatched = TLSIdentity(
            certificateChain: .bytes(fixtures.server.certificatePEM),
            privateKey: .bytes(fixtures.client.privateKeyPEM)
        )
        let unreadable: [TLSIdentity] = [
            mismatched,
            TLSIdentity(certificateChain: .file("/nonexistent/cert.pem"), privateKey: .bytes(fixtures.client.privateKeyPEM)),
            TLSIdentity(certificateChain: .bytes(fixtures.server.certificatePEM), privateKey: .bytes([1, 2, 3])),
            TLSIdentity(
                certificateChain: .bytes(fixtures.server.certificatePEM + Array("-----BEGIN CERTIFICATE-----\nAAAA\n".utf8)),
                privateKey: .bytes(fixtures.server.privateKeyPEM)
            ),
        ]
        for identity in unreadable {
            #expect { try TLSServerContext(TLSServerConfiguration(identity: identity)) } throws: {
                ($0 as? TLSError)?.code == .invalidConfiguration
            }
        }
        #expect { try client(.fingerprints([])) } throws: { ($0 as? TLSError)?.code == .invalidConfiguration }
        #expect { try TLSGeneratedCertificate.selfSigned(hosts: ["a,DNS:evil"], now: TLSFixtures.now) } throws: {
            ($0 as? TLSError)?.code == .invalidConfiguration
        }
    }
}
