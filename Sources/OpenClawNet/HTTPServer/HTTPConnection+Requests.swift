// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire

extension HTTPConnection {
    /// The largest content which is read and dropped to save the connection.
    private static var discardBytes: Int { 64 * 1024 }

    /// Lets the handler decide about a request. False if the rest of the input is none of this connection's business any more.
    func begin(_ head: HTTPRequestHead, rest: UnsafeMutableRawBufferPointer, from cursor: Int) -> Bool {
        isHeadTimed = false
        keepsAlive = head.keepAlive && !worker.isStopping
        isHeadRequest = head.method == .head
        isHTTP10 = head.version == .http10
        let request = HTTPServerRequest(
            head: head,
            remoteAddress: stream.remoteAddress,
            listener: listener.name,
            localPort: listener.address.port,
            isEncrypted: stream.security != nil,
            peerCertificate: (stream.transform as? TLSStreamTransform)?.peerCertificate,
            loop: stream.loop,
            trustedProxies: worker.shared.trustedProxies
        )
        switch worker.shared.handler.handle(request) {
        case .respond(let response):
            prepareToDiscard(head)
            write(response)
        case .respondStatic(let response):
            prepareToDiscard(head)
            write(response)
        case .collect(let limit, let operation):
            return collect(head, limit: limit, .respond(operation))
        case .stream(let limit, let operation):
            return collect(head, limit: limit, .stream(operation))
        case .upgradeWebSocket(let upgrade):
            return self.upgrade(head, upgrade, rest: UnsafeMutableRawBufferPointer(rebasing: rest[cursor...]))
        }
        return true
    }

    /// Decides whether content which nobody wants is worth reading.
    private func prepareToDiscard(_ head: HTTPRequestHead) {
        settle()
        phase = .discarding
        switch head.body {
        case .none, .untilClose:
            return
        case .length(let count):
            if count > Self.discardBytes { keepsAlive = false }
        case .chunked:
            break
        }
        // A client which waits for permission may or may not send the content after a final answer.
        if head.expectsContinue { keepsAlive = false }
        parser.bodyLimit = Self.discardBytes
        stream.setDeadline(stream.loop.now &+ worker.shared.bodyTimeout)
    }

    private func collect(_ head: HTTPRequestHead, limit: Int, _ kind: HTTPPendingTask.Kind) -> Bool {
        settle()
        var task = HTTPPendingTask(kind: kind)
        if case .length(let count) = head.body {
            if count > limit {
                answerError(.contentTooLarge, message: "The content is larger than this endpoint accepts: at most \(limit) bytes.")
                return false
            }
            task.body.reserveCapacity(min(count, 64 * 1024))
        }
        parser.bodyLimit = limit
        pendingTask = task
        phase = .collecting
        switch head.body {
        case .none, .length(0):
            break
        default:
            if head.expectsContinue { stream.write { $0.append("HTTP/1.1 100 Continue\r\n\r\n") } }
            stream.setDeadline(stream.loop.now &+ worker.shared.bodyTimeout)
        }
        return true
    }

    /// The content is complete: a task takes over.
    func startTask() {
        guard let task = pendingTask else { preconditionFailure("content is collected for a task") }
        pendingTask = nil
        phase = .answering
        stream.setDeadline(.max)
        let exchange = HTTPExchange(connection: self)
        self.exchange = exchange
        let body = task.body
        let kind = task.kind
        let loop = stream.loop
        worker.tasks.spawn {
            // The client's departure cancels the operation, the operation's end ends the wait.
            await withDiscardingTaskGroup { group in
                group.addTask(executorPreference: loop) {
                    switch kind {
                    case .respond(let operation):
                        let response = await operation(body)
                        exchange.respond(response)
                    case .stream(let operation):
                        await operation(body, HTTPResponseWriter(exchange: exchange))
                        exchange.streamReturned()
                    }
                    exchange.over.fire()
                }
                await exchange.over.wait()
                group.cancelAll()
            }
        }
    }

    /// The request is read and answered. False if the connection ends.
    func requestDone() -> Bool {
        guard keepsAlive, stream.isOpen else {
            close()
            return false
        }
        phase = .head
        parser.startNext()
        stream.setDeadline(stream.loop.now &+ worker.shared.idleTimeout)
        return true
    }

    /// A task has given its answer.
    func finish(_ response: HTTPServerResponse) {
        exchange = nil
        write(response)
        goOn()
    }

    /// A task has ended its streamed answer.
    func streamEnded(keepAlive: Bool) {
        exchange = nil
        if !keepAlive { keepsAlive = false }
        goOn()
    }

    private func goOn() {
        guard phase == .answering, requestDone() else { return }
        proceed()
    }

    /// Goes on with what has arrived meanwhile.
    func proceed() {
        processLeftover()
        guard phase == .head, !isStalled else { return }
        if leftover.isEmpty { stream.resumeReading() }
        if stream.isInputEnded { close() }
    }
}
