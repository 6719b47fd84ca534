// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One end of a connection in memory.
///
/// What one end sends, the other receives, cut into pieces by the ``Segmentation`` the pair was made with. Both directions are bounded:
/// ``send(_:)`` suspends while the other end does not read.
public struct InMemoryDuplex: Sendable {
    private let incoming: InMemoryPipe
    private let outgoing: InMemoryPipe

    private init(incoming: InMemoryPipe, outgoing: InMemoryPipe) {
        self.incoming = incoming
        self.outgoing = outgoing
    }

    /// Makes the two ends of a connection.
    /// - Parameters:
    ///   - segmentation: how bytes arrive, in both directions.
    ///   - capacity: how many unread bytes each direction holds.
    public static func makePair(
        segmentation: Segmentation = .asAvailable,
        capacity: Int = 65_536
    ) -> (InMemoryDuplex, InMemoryDuplex) {
        let forth = InMemoryPipe(segmentation: segmentation, capacity: capacity)
        let back = InMemoryPipe(segmentation: segmentation, capacity: capacity)
        return (InMemoryDuplex(incoming: back, outgoing: forth), InMemoryDuplex(incoming: forth, outgoing: back))
    }

    /// Sends bytes; suspends while the direction is full.
    ///
    /// Throws ``InMemoryDuplexError/closed`` when either end has closed, `CancellationError` when the task is cancelled.
    public func send(_ bytes: [UInt8]) async throws { try await self.outgoing.write(bytes) }

    /// Receives the next piece, or `nil` when the other end has closed and everything was read.
    public func receive() async throws -> [UInt8]? { try await self.incoming.read() }

    /// Ends this direction; the other end reads what is left and then `nil`.
    public func closeSending() { self.outgoing.close() }

    /// Ends both directions.
    public func close() {
        self.outgoing.close()
        self.incoming.close()
    }
}

/// Why an in-memory connection refused.
public enum InMemoryDuplexError: Error, Sendable, Hashable {
    /// The connection has been closed.
    case closed
}
