// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The clients that are connected now, to find those whose credential has ended.
public final class ClientRegistry: Sendable {
    private struct State {
        var clients: [ClientID: ClientSession] = [:]
        var expiring: Set<ClientID> = []
    }

    private let state = Mutex(State())

    func add(_ client: ClientSession) {
        self.state.withLock { state in
            state.clients[client.id] = client
            if case .signedToken = client.credential { state.expiring.insert(client.id) }
        }
    }

    func remove(_ client: ClientSession) {
        self.state.withLock { state in
            state.clients[client.id] = nil
            state.expiring.remove(client.id)
        }
    }

    /// The clients that fit.
    public func clients(where fits: (ClientSession) -> Bool) -> [ClientSession] {
        self.state.withLock { Array($0.clients.values) }.filter(fits)
    }

    /// The clients whose signed token has ended.
    func expired(at now: Timestamp) -> [ClientSession] {
        self.state.withLock { state in
            state.expiring.compactMap { state.clients[$0] }.filter { client in
                if case .signedToken(let end) = client.credential { end <= now } else { false }
            }
        }
    }
}
