// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import OpenClawWire
import Testing

@Suite struct HTTPSTests {
    private func content(_ client: HTTPClient, _ request: HTTPClientRequest) async throws -> [UInt8] {
        try await client.execute(request).collect(upTo: 1000)
    }

    let fixtures: TLSFixtures

    init() throws {
        fixtures = try TLSFixtures()
    }

    private func context(_ clients: TLSClientAuthentication = .none) throws -> TLSServerContext {
        try TLSServerContext(TLSServerConfiguration(identity: fixtures.server.identity, clientAuthentication: clients))
    }

    private func client(_ test: LiveServer, _ tls: TLSClientConfiguration) -> HTTPClient {
        HTTPClient(loops: test.loops, resolver: test.resolver, configuration: .patient(tls: tls))
    }

    @Test func requestsTravelEncrypted() async throws {
        let large = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        try await LiveServer.run(
            tls: context(),
            { request in
                .collect(limit: 1 << 20) { body in
                    HTTPServerResponse(fields: ["X-Secure": "\(request.isSecure)", "X-Port": "\(request.remoteAddress.port)"], body: body)
                }
            }
        ) { test in
            let client = client(test, TLSClientConfiguration(trust: fixtures.trust))
            var ports: Set<String> = []
            for count in [0, 1, 300_000] {
                let response = try await client.execute(
                    HTTPClientRequest(method: .post, url: test.url(), body: Array(large.prefix(count)))
                )
                #expect(response.fields["X-Secure"] == "true")
                ports.insert(response.fields["X-Port"] ?? "")
                #expect(try await response.collect(upTo: 300_000) == Array(large.prefix(count)))
            }
            #expect(ports.count == 1)
            client.shutDown()
        }
    }

    @Test func theWrongServerIsRefused() async throws {
        let fixtures = fixtures
        try await LiveServer.run(tls: context(), { _ in .respond(.text("secret")) }) { test in
            let cases: [(TLSTrust, String, TLSError.Code)] = [
                (.system, "127.0.0.1", .untrustedCertificate),
                (fixtures.otherTrust, "127.0.0.1", .untrustedCertificate),
                (fixtures.trust, "localhost", .hostMismatch),
                (.fingerprints([fixtures.client.certificate.fingerprint]), "127.0.0.1", .fingerprintMismatch),
            ]
            for (trust, host, code) in cases {
                let client = client(test, TLSClientConfiguration(trust: trust))
                do {
                    _ = try await client.execute(HTTPClientRequest(url: test.url(host: host)))
                    Issue.record("trusted")
                } catch let error as HTTPClientError {
                    #expect(error.code == .tls)
                    #expect(error.tls?.code == code)
                    #expect(!error.mayHaveReachedServer)
                }
                client.shutDown()
            }
        }
    }

    @Test func clientCertificatesReachTheHandler() async throws {
        let fixtures = fixtures
        try await LiveServer.run(
            tls: context(.require(fixtures.trust)),
            { request in
                .respond(.text(request.peerCertificate?.commonName ?? "nobody"))
            }
        ) { test in
            let known = client(test, TLSClientConfiguration(trust: fixtures.trust, identity: fixtures.client.identity))
            for _ in 0..<2 {
                let content = try await known.execute(HTTPClientRequest(url: test.url())).collect(upTo: 100)
                #expect(String(decoding: content, as: UTF8.self) == "node-7")
            }
            let anonymous = client(test, TLSClientConfiguration(trust: fixtures.trust))
            await #expect(throws: HTTPClientError.self) { try await anonymous.execute(HTTPClientRequest(url: test.url())) }
            known.shutDown()
            anonymous.shutDown()
        }
    }

    @Test func aReloadedCertificateIsServedToNewConnections() async throws {
        let context = try context()
        let replacement = try TLSGeneratedCertificate.selfSigned(hosts: ["127.0.0.1"], now: TLSFixtures.now, days: 20_000)
        let fixtures = fixtures
        try await LiveServer.run(tls: context, { request in .respond(.text("\(request.remoteAddress.port)")) }) { test in
            let before = client(test, TLSClientConfiguration(trust: fixtures.trust))
            let first = try await before.execute(HTTPClientRequest(url: test.url())).collect(upTo: 100)
            try context.reload(TLSServerConfiguration(identity: replacement.identity))
            #expect(try await content(before, HTTPClientRequest(url: test.url())) == first)
            let after = client(test, TLSClientConfiguration(trust: .fingerprints([replacement.certificate.fingerprint])))
            #expect(try await after.execute(HTTPClientRequest(url: test.url())).status == .ok)
            before.shutDown()
            after.shutDown()
        }
    }

    @Test func plainAndEncryptedDoNotMix() async throws {
        let fixtures = fixtures
        try await LiveServer.run(tls: context(), { _ in .respond(.text("x")) }) { test in
            let client = client(test, TLSClientConfiguration(trust: fixtures.trust))
            let plain = try WireURL("http://127.0.0.1:\(test.address.port)/")
            await #expect(throws: HTTPClientError.self) { try await client.execute(HTTPClientRequest(url: plain)) }
            client.shutDown()
        }
        try await LiveServer.run({ _ in .respond(.text("x")) }) { test in
            let client = client(test, TLSClientConfiguration(trust: fixtures.trust))
            let secure = try WireURL("https://127.0.0.1:\(test.address.port)/")
            do {
                _ = try await client.execute(HTTPClientRequest(url: secure))
                Issue.record("answered")
            } catch let error as HTTPClientError {
                #expect(error.tls?.code == .notTLS)
            }
            client.shutDown()
        }
    }

    @Test func unreadableConfigurationIsReportedWithTheRequest() async throws {
        try await LiveServer.run({ _ in .respond(.text("x")) }) { test in
            let client = client(test, TLSClientConfiguration(trust: .authorities(.file("/nonexistent/ca.pem"))))
            do {
                _ = try await client.execute(HTTPClientRequest(url: WireURL("https://127.0.0.1:\(test.address.port)/")))
                Issue.record("answered")
            } catch let error as HTTPClientError {
                #expect(error.tls?.code == .invalidConfiguration)
                #expect(error.message.contains("/nonexistent/ca.pem"))
            }
            client.shutDown()
        }
    }
}
