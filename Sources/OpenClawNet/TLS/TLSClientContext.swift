// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What clients make TLS connections from.
public final class TLSClientContext: Sendable {
    let context: TLSContext
    let serverName: String?

    /// Reads the authorities and, when there is one, the client's identity.
    public init(_ configuration: TLSClientConfiguration = TLSClientConfiguration()) throws(TLSError) {
        context = try TLSContext(client: configuration)
        serverName = configuration.serverName
    }
}
