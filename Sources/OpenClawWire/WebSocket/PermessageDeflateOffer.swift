// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One offer of permessage-deflate by a client (RFC 7692 section 7.1).
public struct PermessageDeflateOffer: Sendable, Hashable {
    /// The client asks the server to forget its window after each message.
    public var serverNoContextTakeover: Bool
    /// The client says it will forget its own window.
    public var clientNoContextTakeover: Bool
    /// The largest window the server may use, if the client limits it: 8...15.
    public var serverMaxWindowBits: Int?
    /// Whether the client can limit its own window, and to what: nil = cannot be asked; 15 when no value was given.
    public var clientMaxWindowBits: Int?

    /// Makes an offer.
    public init(
        serverNoContextTakeover: Bool = false,
        clientNoContextTakeover: Bool = false,
        serverMaxWindowBits: Int? = nil,
        clientMaxWindowBits: Int? = nil
    ) {
        self.serverNoContextTakeover = serverNoContextTakeover
        self.clientNoContextTakeover = clientNoContextTakeover
        self.serverMaxWindowBits = serverMaxWindowBits
        self.clientMaxWindowBits = clientMaxWindowBits
    }

    /// What a server with the given wishes agrees to, or nil when this offer cannot be met.
    ///
    /// - Parameter wishes: the server's own wishes: no-context-takeover flags are added to the client's, windows are upper bounds.
    public func accepted(by wishes: PermessageDeflate) -> PermessageDeflate? { nil }
}
