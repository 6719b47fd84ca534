// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import OpenClawWire

/// What `tailscale serve` says about a client: who it is, and from where. Anybody on this machine could say the same; it counts only when
/// `tailscale whois` says so too.
struct TailscaleClaim: Sendable {
    /// What became of asking.
    enum Outcome: Sendable, Hashable {
        case unasked
        case verified
        case unknown
        case another
    }

    /// The user's name as the field has it.
    var login: String
    /// The client's address in the tailnet.
    var address: String
    var outcome = Outcome.unasked

    /// Reads the fields of a request that comes from this machine; `nil` when one of them is missing, doubled or not what `serve` writes.
    init?(_ request: HTTPServerRequest) {
        guard request.isLoopbackPeer, !request.isFromTrustedProxy else { return nil }
        func only(_ name: String) -> String? {
            let values = request.head.fields.values(HTTPFieldName(name))
            return values.count == 1 && !values[0].isEmpty ? values[0] : nil
        }
        guard let login = only("Tailscale-User-Login"), login.utf8.count <= 320, let address = only("X-Forwarded-For"),
            let parsed = SocketAddress(ip: address, port: 0), only("X-Forwarded-Proto") == "https", only("X-Forwarded-Host") != nil
        else { return nil }
        self.login = login
        self.address = parsed.ip
    }

    /// Compares with what `tailscale whois` says.
    mutating func settle(_ owner: String?) {
        guard let owner else {
            self.outcome = .unknown
            return
        }
        self.outcome = owner.lowercased() == self.login.lowercased() ? .verified : .another
    }
}
