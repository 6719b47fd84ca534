// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What lies between the loop of a WebSocket and its tasks; guarded by a lock.
struct WebSocketClientMailbox {
    typealias Received = Result<WebSocketMessage?, WebSocketClientError>

    /// Something to do for the loop.
    enum Output {
        case message(WebSocketMessage)
        case ping([UInt8])
    }

    // From the server.
    private var inbox: [WebSocketMessage] = []
    private var inboxHead = 0
    private(set) var inboxBytes = 0
    var receiver: UnsafeContinuation<Received, Never>?
    var isReadingPaused = false

    // To the server.
    private var outbox: [Output] = []
    private(set) var outboxBytes = 0
    var isOutboxAnnounced = false
    var isStreamFull = false
    private var nextWaiter: UInt64 = 0
    private var senders: [(id: UInt64, continuation: UnsafeContinuation<Void, Never>)] = []

    // The end.
    var isClosing = false
    private(set) var end: Result<Void, WebSocketClientError>?
    private(set) var closure: WebSocketClosure?
    private var closers: [UnsafeContinuation<Void, Never>] = []

    var hasEnded: Bool { end != nil }

    /// What `receive()` returns without waiting, if anything.
    mutating func takeReceived() -> Received? {
        if inboxHead < inbox.count {
            let message = inbox[inboxHead]
            inbox[inboxHead].bytes = []
            inboxHead += 1
            inboxBytes -= message.bytes.count
            if inboxHead == inbox.count {
                inbox.removeAll(keepingCapacity: inbox.count <= 64)
                inboxHead = 0
            }
            return .success(message)
        }
        switch end {
        case .success: return .success(nil)
        case .failure(let error): return .failure(error)
        case nil: return nil
        }
    }

    /// Keeps a message, unless somebody waits for it.
    mutating func deliver(_ message: WebSocketMessage) -> UnsafeContinuation<Received, Never>? {
        if let receiver {
            self.receiver = nil
            return receiver
        }
        inbox.append(message)
        inboxBytes += message.bytes.count
        return nil
    }

    /// Whether a sender must wait.
    func isFull(_ high: Int) -> Bool { isStreamFull || outboxBytes > high }

    /// Queues output. True when the loop has to be told.
    mutating func queue(_ output: Output) -> Bool {
        if case .message(let message) = output { outboxBytes += message.bytes.count }
        outbox.append(output)
        if isOutboxAnnounced { return false }
        isOutboxAnnounced = true
        return true
    }

    mutating func takeOutbox() -> [Output] {
        isOutboxAnnounced = false
        outboxBytes = 0
        let all = outbox
        outbox = []
        return all
    }

    mutating func reserveWaiter() -> UInt64 {
        nextWaiter += 1
        return nextWaiter
    }

    mutating func wait(_ id: UInt64, _ continuation: UnsafeContinuation<Void, Never>) {
        senders.append((id, continuation))
    }

    mutating func takeSender(_ id: UInt64) -> UnsafeContinuation<Void, Never>? {
        guard let index = senders.firstIndex(where: { $0.id == id }) else { return nil }
        return senders.remove(at: index).continuation
    }

    mutating func takeSenders() -> [UnsafeContinuation<Void, Never>] {
        let all = senders.map(\.continuation)
        senders = []
        return all
    }

    mutating func addCloser(_ continuation: UnsafeContinuation<Void, Never>) {
        closers.append(continuation)
    }

    /// Ends the connection for the tasks. Returns who has to be woken up.
    mutating func finish(
        _ result: Result<Void, WebSocketClientError>,
        _ closure: WebSocketClosure?
    ) -> (receiver: UnsafeContinuation<Received, Never>?, others: [UnsafeContinuation<Void, Never>]) {
        guard end == nil else { return (nil, []) }
        end = result
        self.closure = closure
        isClosing = true
        outbox = []
        outboxBytes = 0
        let others = takeSenders() + closers
        closers = []
        let receiver = receiver
        self.receiver = nil
        return (receiver, others)
    }
}
