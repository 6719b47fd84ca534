// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The parameters two ends agreed on for permessage-deflate (RFC 7692). Compressing itself happens elsewhere.
public struct PermessageDeflate: Sendable, Hashable {
    /// Whether the server forgets its window after each message.
    public var serverNoContextTakeover: Bool
    /// Whether the client forgets its window after each message.
    public var clientNoContextTakeover: Bool
    /// Size of the server's window as a power of two, 8...15.
    public var serverWindowBits: Int
    /// Size of the client's window as a power of two, 8...15.
    public var clientWindowBits: Int

    /// Makes parameters.
    public init(
        serverNoContextTakeover: Bool = false,
        clientNoContextTakeover: Bool = false,
        serverWindowBits: Int = 15,
        clientWindowBits: Int = 15
    ) {
        self.serverNoContextTakeover = serverNoContextTakeover
        self.clientNoContextTakeover = clientNoContextTakeover
        self.serverWindowBits = serverWindowBits
        self.clientWindowBits = clientWindowBits
    }
}
