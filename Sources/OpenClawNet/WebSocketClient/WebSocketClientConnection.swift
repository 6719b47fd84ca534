// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawWire
internal import Synchronization

/// An open WebSocket, used from any task on any executor.
///
/// One task receives at a time; any number may send. Letting go of the last reference ends the connection without a close frame.
public final class WebSocketClientConnection: Sendable {
    private let session: WebSocketClientSession

    init(session: WebSocketClientSession) {
        self.session = session
    }

    deinit {
        session.abort()
    }

    /// The subprotocol the server chose.
    public var subprotocol: String? { session.subprotocol }

    /// The fields of the server's answer.
    public var fields: HTTPFields { session.fields }

    /// The server's certificate, with wss.
    public var peerCertificate: TLSCertificate? { session.peerCertificate }

    /// How the connection ended; nil while it is open.
    public var closure: WebSocketClosure? { session.mailbox.withLock { $0.closure } }

    /// Waits for the next message; nil once either end has closed the connection and everything before was received.
    ///
    /// - Throws: ``WebSocketClientError`` when the connection breaks, or when the task is cancelled, which ends the connection.
    public func receive() async throws(WebSocketClientError) -> WebSocketMessage? {
        let session = session
        let (ready, resumes) = session.mailbox.withLock { mailbox in
            let ready = mailbox.takeReceived()
            let resumes = mailbox.isReadingPaused && mailbox.inboxBytes <= session.configuration.readAhead / 2
            if resumes { mailbox.isReadingPaused = false }
            return (ready, resumes)
        }
        if resumes { session.loop.execute { session.setReadingPaused(false) } }
        if let ready { return try ready.get() }
        let result: WebSocketClientMailbox.Received = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                let ready: WebSocketClientMailbox.Received? = session.mailbox.withLock { mailbox in
                    if let ready = mailbox.takeReceived() { return ready }
                    precondition(mailbox.receiver == nil, "one task receives at a time")
                    mailbox.receiver = continuation
                    return nil
                }
                if let ready { continuation.resume(returning: ready) }
            }
        } onCancel: {
            session.abort()
        }
        return try result.get()
    }

    /// Sends a text message. Suspends while the server is slower than the sender.
    public func send(text: String) async throws(WebSocketClientError) {
        try await send(.text(text))
    }

    /// Sends a text message. The bytes must be UTF-8. Suspends while the server is slower than the sender.
    public func send(text bytes: [UInt8]) async throws(WebSocketClientError) {
        try await send(WebSocketMessage(isText: true, bytes: bytes))
    }

    /// Sends a message. Suspends while the server is slower than the sender.
    ///
    /// - Throws: ``WebSocketClientError`` when the connection is closed, or when the task is cancelled while it waits; the message is
    ///   then not sent and the connection goes on.
    public func send(_ message: WebSocketMessage) async throws(WebSocketClientError) {
        while true {
            enum Step { case queued(Bool), wait, closed }
            let step: Step = session.mailbox.withLock { mailbox in
                if mailbox.isClosing { return .closed }
                if mailbox.isFull(session.configuration.stream.highWaterMark) { return .wait }
                return .queued(mailbox.queue(.message(message)))
            }
            switch step {
            case .queued(let mustAnnounce):
                if mustAnnounce { announce() }
                return
            case .wait:
                try await waitForRoom()
            case .closed:
                throw WebSocketClientError(.closed, message: "The connection is closed; open another one.")
            }
        }
    }

    /// Sends a ping with at most 125 bytes. The answer is noticed by the connection itself.
    public func ping(_ payload: [UInt8] = []) {
        let mustAnnounce = session.mailbox.withLock { mailbox in
            // More pings than a peer could answer say nothing more.
            !mailbox.isClosing && !mailbox.isFull(session.configuration.stream.highWaterMark)
                && mailbox.queue(.ping(Array(payload.prefix(125))))
        }
        if mustAnnounce { announce() }
    }

    /// Closes the connection: sends what is queued and a close frame, then waits for the server's, at most the close timeout.
    ///
    /// - Parameters:
    ///   - code: 1000-1003, 1007-1014 or 3000-4999.
    ///   - reason: At most 123 bytes of UTF-8; more is cut.
    public func close(code: WebSocketCloseCode = .normal, reason: String = "") async {
        let session = session
        await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
                let isOver = session.mailbox.withLock { mailbox in
                    if mailbox.hasEnded { return true }
                    mailbox.isClosing = true
                    mailbox.addCloser(continuation)
                    return false
                }
                if isOver {
                    continuation.resume()
                } else {
                    session.loop.execute { session.close(code, reason) }
                }
            }
        } onCancel: {
            session.abort()
        }
    }

    private func announce() {
        let session = session
        session.loop.execute { session.writeOutbox() }
    }

    private func waitForRoom() async throws(WebSocketClientError) {
        let session = session
        let id = session.mailbox.withLock { $0.reserveWaiter() }
        await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
                let goesOn = session.mailbox.withLock { mailbox in
                    if mailbox.hasEnded || Task.isCancelled || !mailbox.isFull(session.configuration.stream.highWaterMark) { return true }
                    mailbox.wait(id, continuation)
                    return false
                }
                if goesOn { continuation.resume() }
            }
        } onCancel: {
            session.mailbox.withLock { $0.takeSender(id) }?.resume()
        }
        if Task.isCancelled {
            throw WebSocketClientError(.cancelled, message: "The task was cancelled before the message was sent.")
        }
    }
}
