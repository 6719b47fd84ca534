// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Who is paired and who waits to be: a value that decides, without clock, disk or network.
///
/// Every request is answered by its name, never by its place, and says exactly what is approved with it.
public struct PairingBook: Sendable, Hashable {
    /// How many devices, and how many nodes, can be paired.
    public static let maximumPaired = 1_024
    /// How many devices, and how many nodes, can wait.
    public static let maximumPending = 64
    /// How long a request waits.
    public static let timeToLive = Duration.seconds(300)

    /// The paired devices.
    public internal(set) var devices: [DeviceID: PairedDevice] = [:]
    /// The devices that wait, oldest first; one request per device.
    public internal(set) var deviceRequests: [DevicePairingRequest] = []
    /// The paired nodes.
    public internal(set) var nodes: [NodeID: PairedNode] = [:]
    /// The nodes that wait, oldest first; one request per node.
    public internal(set) var nodeRequests: [NodePairingRequest] = []

    /// The open setup codes, oldest first.
    public internal(set) var bootstraps: [BootstrapToken] = []

    /// Makes an empty book.
    public init() {}

    /// Takes out the requests nobody decided in time.
    mutating func expire(at now: Timestamp) -> (devices: [DevicePairingRequest], nodes: [NodePairingRequest]) {
        let devices = self.deviceRequests.filter { Self.isExpired($0.createdAt, now) }
        let nodes = self.nodeRequests.filter { Self.isExpired($0.createdAt, now) }
        if !devices.isEmpty { self.deviceRequests.removeAll { Self.isExpired($0.createdAt, now) } }
        self.bootstraps.removeAll { !$0.isLive(at: now) }
        if !nodes.isEmpty { self.nodeRequests.removeAll { Self.isExpired($0.createdAt, now) } }
        return (devices, nodes)
    }

    /// Whether any request's time is over.
    func hasExpired(at now: Timestamp) -> Bool {
        self.deviceRequests.contains { Self.isExpired($0.createdAt, now) }
            || self.nodeRequests.contains { Self.isExpired($0.createdAt, now) } || self.bootstraps.contains { !$0.isLive(at: now) }
    }

    static func isExpired(_ createdAt: Timestamp, _ now: Timestamp) -> Bool { createdAt + Self.timeToLive <= now }
}
