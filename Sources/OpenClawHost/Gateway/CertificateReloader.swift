// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet

/// Takes over a certificate, key or list of authorities that was replaced while the gateway runs.
///
/// Open connections keep what they have. Files that do not fit together, for instance because only one of them has been replaced yet,
/// change nothing: the last good ones stay in use until they do.
struct CertificateReloader: Sendable {
    /// How often the files are looked at.
    static let interval = Duration.seconds(2)

    let store: CertificateStore
    let context: TLSServerContext
    let logger: Logger

    /// Looks after the files until the task is cancelled. Blocks for reading, so run it on a pool.
    func run(clock: some Clock<Duration>) async {
        var known = self.store.digest()
        while true {
            do { try await clock.sleep(for: Self.interval) } catch { return }
            known = self.check(known)
        }
    }

    /// Takes over what has changed; returns what is known now.
    func check(_ known: [UInt8]) -> [UInt8] {
        let digest = self.store.digest()
        guard digest != known else { return known }
        do {
            try self.context.reload(try self.store.serverConfiguration())
            self.logger.info("tls.reloaded", message: "the certificate was replaced; new connections use it")
        } catch let error as TLSError {
            self.logger.warn("tls.kept", message: "the new certificate cannot be used, the old one stays: \(error.message)")
        } catch {
            self.logger.warn("tls.kept", message: "the new certificate cannot be read, the old one stays: \(error)")
        }
        return digest
    }
}
