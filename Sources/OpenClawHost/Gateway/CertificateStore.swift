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
        if self.configuration.certificatePath == nil { try self.generate(hosts: hosts, now: now) }
        do {
            return try TLSServerContext(try self.serverConfiguration())
        } catch let error as TLSError {
            throw CommandFailure(message: "gateway.tls: \(error.message)", exitCode: .configuration, code: "TLS")
        } catch {
            throw CommandFailure(message: "gateway.tls: \(error)", exitCode: .configuration, code: "TLS")
        }
    }

    /// What the files say now.
    func serverConfiguration() throws -> TLSServerConfiguration {
        let identity: TLSIdentity
        if let certificate = self.configuration.certificatePath, let key = self.configuration.keyPath {
            identity = TLSIdentity(certificateChain: .file(self.state.resolve(certificate)), privateKey: .file(self.state.resolve(key)))
        } else {
            let certificate = try self.fileSystem.contents(of: self.generatedPath, maximumBytes: 1 << 20) ?? []
            let key = try self.fileSystem.contents(of: self.generatedKeyPath, maximumBytes: 1 << 20) ?? []
            identity = TLSIdentity(certificateChain: .bytes(certificate), privateKey: .bytes(key))
        }
        let clients: TLSClientAuthentication =
            self.configuration.caPath.map { .require(.authorities(.file(self.state.resolve($0)))) } ?? .none
        return TLSServerConfiguration(identity: identity, clientAuthentication: clients)
    }

    /// A digest of all files, which tells whether one of them was replaced. Links are followed: that is how mounted certificates change.
    func digest() -> [UInt8] {
        let paths = [self.configuration.certificatePath, self.configuration.keyPath, self.configuration.caPath]
        let configured = paths.compactMap { $0.map(self.state.resolve) }
        let files = PlatformConfigurationFiles()
        var bytes: [UInt8] = []
        for path in self.configuration.certificatePath == nil ? configured + [self.generatedPath, self.generatedKeyPath] : configured {
            // A file that cannot be read now counts as missing; it is read again when it can be.
            let content = (try? files.canonicalPath(of: path)).flatMap { $0 }.flatMap { try? files.contents(of: $0, maximumBytes: 1 << 20) }
            bytes += OpenSSLCryptoProvider().sha256(content ?? [])
        }
        return bytes
    }

    /// Whose certificates commands on this machine believe.
    var trust: TLSTrust {
        self.configuration.certificatePath == nil ? .authorities(.file(self.generatedPath)) : .system
    }

    /// Makes a certificate unless there is one.
    private func generate(hosts: [String], now: Int64) throws(CommandFailure) {
        do {
            let certificate = try self.fileSystem.contents(of: self.generatedPath, maximumBytes: 1 << 20)
            let key = try self.fileSystem.contents(of: self.generatedKeyPath, maximumBytes: 1 << 20)
            if certificate != nil, key != nil { return }
            let made = try TLSGeneratedCertificate.selfSigned(hosts: hosts, now: now)
            try self.fileSystem.createDirectory(self.state.path + "/tls")
            try self.fileSystem.replaceContents(of: self.generatedKeyPath, with: made.privateKeyPEM)
            try self.fileSystem.replaceContents(of: self.generatedPath, with: made.certificatePEM)
        } catch {
            throw CommandFailure(message: "the gateway's certificate cannot be made or kept: \(error)", code: "TLS")
        }
    }
}
