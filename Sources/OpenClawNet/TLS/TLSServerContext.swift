// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// What servers make TLS connections from: a certificate and rules that may be replaced while connections live on.
public final class TLSServerContext: Sendable {
    private let context: Mutex<TLSContext>

    /// Reads the certificate, the key and the authorities.
    public init(_ configuration: TLSServerConfiguration) throws(TLSError) {
        context = Mutex(try TLSContext(server: configuration))
    }

    /// Reads everything again, or reads something else. New connections use it; open ones keep what they have.
    ///
    /// When this throws, the context stays as it was.
    public func reload(_ configuration: TLSServerConfiguration) throws(TLSError) {
        let replacement = try TLSContext(server: configuration)
        context.withLock { $0 = replacement }
    }

    /// The certificate in use, for example to watch its last day.
    public var certificate: TLSCertificate? { current.certificate }

    var current: TLSContext { context.withLock { $0 } }
}
