// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Who is connected. Command-line clients are not tracked (PROTOCOL 1.5).
///
/// Bound: when the list is full, a new client replaces the one that has been connected longest.
public final class PresenceTable: Sendable {
    private struct Listed {
        var connection: ClientID
        var json: [UInt8]
    }

    private struct State {
        var entries: [String: Listed] = [:]
        var order: [String] = []
        var version = 1
        var published = 1
        var encoded: [UInt8]?
    }

    private let maximumCount: Int
    private let state = Mutex(State())
    let changes = Mailbox<Void>(capacity: 1, overflow: .dropNewest)

    init(maximumCount: Int) { self.maximumCount = max(1, maximumCount) }

    /// Counts the changes of the list.
    public var version: Int { self.state.withLock { $0.version } }

    /// How many clients the list has.
    public var count: Int { self.state.withLock { $0.entries.count } }

    private static func key(_ client: ClientSession) -> String { client.deviceID?.rawValue ?? client.info.instanceID ?? client.id.rawValue }

    /// Notes that a client has connected.
    public func connected(_ client: ClientSession, at now: Timestamp) {
        guard client.info.mode != "cli" else { return }
        let key = Self.key(client)
        self.state.withLock { state in
            if state.entries[key] == nil {
                if state.order.count >= self.maximumCount { state.entries[state.order.removeFirst()] = nil }
                state.order.append(key)
            }
            let entry = PresenceEntry(
                info: client.info,
                deviceID: client.deviceID,
                role: client.role,
                scopes: client.scopes,
                remoteAddress: client.remoteAddress,
                onlineSince: now,
                timestamp: now,
                reason: "connect"
            )
            var writer = JSONWriter(reservingCapacity: 384)
            entry.write(to: &writer)
            state.entries[key] = Listed(connection: client.id, json: writer.bytes)
            state.version += 1
            state.encoded = nil
        }
        _ = self.changes.offer(())
    }

    /// Notes that a client has gone.
    public func disconnected(_ client: ClientSession, at now: Timestamp) {
        guard client.info.mode != "cli" else { return }
        let key = Self.key(client)
        let changed = self.state.withLock { state in
            guard let entry = state.entries[key], entry.connection == client.id else { return false }
            state.entries[key] = nil
            if let index = state.order.lastIndex(of: key) { state.order.remove(at: index) }
            state.version += 1
            state.encoded = nil
            return true
        }
        if changed { _ = self.changes.offer(()) }
    }

    /// The list as a JSON array.
    public var json: [UInt8] {
        self.state.withLock { state in
            if let encoded = state.encoded { return encoded }
            var list: [UInt8] = []
            list.reserveCapacity(2 + state.entries.values.reduce(0) { $0 + $1.json.count + 1 })
            list.append(UInt8(ascii: "["))
            for key in state.order {
                guard let entry = state.entries[key] else { continue }
                if list.count > 1 { list.append(UInt8(ascii: ",")) }
                list.append(contentsOf: entry.json)
            }
            list.append(UInt8(ascii: "]"))
            state.encoded = list
            return list
        }
    }

    /// Whether the list has changed since this was last asked.
    func takeChange() -> Bool {
        self.state.withLock { state in
            defer { state.published = state.version }
            return state.published != state.version
        }
    }
}
