// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet

/// The gateway's certificate: the configured one, or one that it makes for itself and keeps in its state directory.
struct CertificateStore {
    let configuration: Configuration.TLS
    let state: StateDirectory
    let fileSystem: any FileSystem

    /// Where a certificate of its own is kept.
    var generatedPath: String { self.state.path + "/tls/cert.pem" }

    private var generatedKeyPath: String { self.state.path + "/tls/key.pem" }

    /// The certificate and key to serve with.
    /// - Parameters:
    ///   - hosts: The names and addresses a new certificate is for.
    ///   - now: Seconds since 1970.
    func context(hosts: [String], now: Int64) throws(CommandFailure) -> TLSServerContext {
        let identity: TLSIdentity
        if let certificate = self.configuration.certificatePath, let key = self.configuration.keyPath {
            identity = TLSIdentity(certificateChain: .file(self.state.resolve(certificate)), privateKey: .file(self.state.resolve(key)))
        } else {
            identity = try self.generated(hosts: hosts, now: now)
        }
        let clients: TLSClientAuthentication =
            self.configuration.caPath.map { .require(.authorities(.file(self.state.resolve($0)))) } ?? .none
        do {
            return try TLSServerContext(TLSServerConfiguration(identity: identity, clientAuthentication: clients))
        } catch {
            throw CommandFailure(message: "gateway.tls: \(error.message)", exitCode: .configuration, code: "TLS")
        }
    }

    /// Whose certificates commands on this machine believe.
    var trust: TLSTrust {
        self.configuration.certificatePath == nil ? .authorities(.file(self.generatedPath)) : .system
    }

    private func generated(hosts: [String], now: Int64) throws(CommandFailure) -> TLSIdentity {
        do {
            let certificate = try self.fileSystem.contents(of: self.generatedPath, maximumBytes: 1 << 20)
            let key = try self.fileSystem.contents(of: self.generatedKeyPath, maximumBytes: 1 << 20)
            if let certificate, let key { return TLSIdentity(certificateChain: .bytes(certificate), privateKey: .bytes(key)) }
            let made = try TLSGeneratedCertificate.selfSigned(hosts: hosts, now: now)
            try self.fileSystem.createDirectory(self.state.path + "/tls")
            try self.fileSystem.replaceContents(of: self.generatedKeyPath, with: made.privateKeyPEM)
            try self.fileSystem.replaceContents(of: self.generatedPath, with: made.certificatePEM)
            return made.identity
        } catch {
            throw CommandFailure(message: "the gateway's certificate cannot be made or kept: \(error)", code: "TLS")
        }
    }
}
