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
    /// Whether the client named a server window, so that the response must name it too.
    var namesServerWindow = false

    /// Makes parameters; windows are clamped to 8...15.
    public init(
        serverNoContextTakeover: Bool = false,
        clientNoContextTakeover: Bool = false,
        serverWindowBits: Int = 15,
        clientWindowBits: Int = 15
    ) {
        self.serverNoContextTakeover = serverNoContextTakeover
        self.clientNoContextTakeover = clientNoContextTakeover
        self.serverWindowBits = min(max(serverWindowBits, 8), 15)
        self.clientWindowBits = min(max(clientWindowBits, 8), 15)
    }

    /// The name of the extension.
    static var name: String { "permessage-deflate" }

    /// The value of `Sec-WebSocket-Extensions` in a server's response.
    public var responseValue: String {
        var value = Self.name
        if serverNoContextTakeover { value += "; server_no_context_takeover" }
        if clientNoContextTakeover { value += "; client_no_context_takeover" }
        if serverWindowBits < 15 || namesServerWindow { value += "; server_max_window_bits=\(serverWindowBits)" }
        if clientWindowBits < 15 { value += "; client_max_window_bits=\(clientWindowBits)" }
        return value
    }
}
