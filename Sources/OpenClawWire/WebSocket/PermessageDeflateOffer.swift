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

    /// Reads an offer; nil when it has a parameter which is unknown, repeated or out of range (section 7: decline).
    init?(_ element: WebSocketExtension) {
        guard element.name == PermessageDeflate.name else { return nil }
        guard Set(element.parameters.map(\.name)).count == element.parameters.count else { return nil }
        self.init()
        for parameter in element.parameters {
            switch (parameter.name, parameter.value) {
            case ("server_no_context_takeover", nil):
                serverNoContextTakeover = true
            case ("client_no_context_takeover", nil):
                clientNoContextTakeover = true
            case ("client_max_window_bits", nil):
                clientMaxWindowBits = 15
            case ("server_max_window_bits", let value?):
                guard let bits = Self.windowBits(value) else { return nil }
                serverMaxWindowBits = bits
            case ("client_max_window_bits", let value?):
                guard let bits = Self.windowBits(value) else { return nil }
                clientMaxWindowBits = bits
            default:
                return nil
            }
        }
    }

    /// What a server with the given wishes agrees to, or nil when this offer cannot be met.
    ///
    /// A server window of 2^8 is never agreed to, because zlib cannot produce it.
    /// - Parameter wishes: the server's own wishes: its no-context-takeover flags are added to the client's, its windows are
    ///   upper bounds. A client which cannot limit its window is declined when `wishes.clientWindowBits` is below 15.
    public func accepted(by wishes: PermessageDeflate) -> PermessageDeflate? {
        let serverBits = min(wishes.serverWindowBits, serverMaxWindowBits ?? 15)
        guard serverBits > 8 else { return nil }
        if clientMaxWindowBits == nil, wishes.clientWindowBits < 15 { return nil }
        var agreed = PermessageDeflate(
            serverNoContextTakeover: serverNoContextTakeover || wishes.serverNoContextTakeover,
            clientNoContextTakeover: clientNoContextTakeover || wishes.clientNoContextTakeover,
            serverWindowBits: serverBits,
            clientWindowBits: min(wishes.clientWindowBits, clientMaxWindowBits ?? 15)
        )
        agreed.namesServerWindow = serverMaxWindowBits != nil
        return agreed
    }

    /// The value of `Sec-WebSocket-Extensions` in a client's request.
    public var requestValue: String {
        var value = PermessageDeflate.name
        if serverNoContextTakeover { value += "; server_no_context_takeover" }
        if clientNoContextTakeover { value += "; client_no_context_takeover" }
        if let serverMaxWindowBits { value += "; server_max_window_bits=\(serverMaxWindowBits)" }
        if let clientMaxWindowBits {
            value += clientMaxWindowBits < 15 ? "; client_max_window_bits=\(clientMaxWindowBits)" : "; client_max_window_bits"
        }
        return value
    }

    /// What the server's answer to this offer means; nil when it is not an answer to it (section 7.1).
    func agreement(_ answer: WebSocketExtension) -> PermessageDeflate? {
        // An answer has the form of an offer in which each window has a value.
        guard let terms = PermessageDeflateOffer(answer) else { return nil }
        guard !answer.parameters.contains(where: { $0.name == "client_max_window_bits" && $0.value == nil }) else { return nil }
        if serverNoContextTakeover, !terms.serverNoContextTakeover { return nil }
        if let limit = serverMaxWindowBits {
            guard let bits = terms.serverMaxWindowBits, bits <= limit else { return nil }
        }
        if let bits = terms.clientMaxWindowBits {
            guard let limit = clientMaxWindowBits, bits <= limit else { return nil }
        }
        return PermessageDeflate(
            serverNoContextTakeover: terms.serverNoContextTakeover,
            clientNoContextTakeover: terms.clientNoContextTakeover || clientNoContextTakeover,
            serverWindowBits: terms.serverMaxWindowBits ?? 15,
            clientWindowBits: terms.clientMaxWindowBits ?? clientMaxWindowBits ?? 15
        )
    }

    /// 8...15 in decimal without leading zero.
    private static func windowBits(_ text: String) -> Int? {
        guard let bits = Int(text), (8...15).contains(bits), String(bits) == text else { return nil }
        return bits
    }
}
