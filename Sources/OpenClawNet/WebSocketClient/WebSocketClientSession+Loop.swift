// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import OpenClawWire
internal import Synchronization

// What happens on the loop.
extension WebSocketClientSession: StreamHandler {
    func received(_ bytes: UnsafeMutableRawBufferPointer, on stream: TCPStream) {
        lastHeard = loop.now
        awaitsPong = false
        let input = UnsafeRawBufferPointer(bytes)
        var cursor = 0
        while closure == nil {
            switch machine.next(bytes, &cursor) {
            case .needMoreData:
                return
            case .text(let payload, let isCompressed):
                deliver(payload, input, isText: true, isCompressed: isCompressed)
            case .binary(let payload, let isCompressed):
                deliver(payload, input, isText: false, isCompressed: isCompressed)
            case .ping(let payload):
                payload.withBytes(in: input) { writeFrame(.pong, $0) }
            case .pong:
                break
            case .close(let code, let reason):
                closeReceived(code, reason)
                return
            case .failed(let error):
                fail(error.closeCode, error.description)
                return
            }
        }
    }

    private func deliver(_ payload: WebSocketPayload, _ input: UnsafeRawBufferPointer, isText: Bool, isCompressed: Bool) {
        // After our close frame nobody waits for messages, and there is no bound on them.
        guard !machine.hasSentClose else { return }
        var bytes: [UInt8]
        if isCompressed {
            guard let compression else { preconditionFailure("compressed only if negotiated") }
            let limit = configuration.maximumMessageBytes
            guard let message = payload.withBytes(in: input, { compression.inflate($0, limit: limit) }) else {
                fail(.messageTooBig, "The message is damaged or larger than this end accepts.")
                return
            }
            bytes = message
            if isText, !bytes.withUnsafeBytes({ UTF8Validator.isValid($0) }) {
                fail(.invalidData, "The text is not UTF-8.")
                return
            }
        } else {
            bytes = payload.bytes(in: input)
        }
        let message = WebSocketMessage(isText: isText, bytes: bytes)
        let (receiver, pauses) = mailbox.withLock { mailbox in
            let receiver = mailbox.deliver(message)
            let pauses = !mailbox.isReadingPaused && mailbox.inboxBytes >= configuration.readAhead
            if pauses { mailbox.isReadingPaused = true }
            return (receiver, pauses)
        }
        receiver?.resume(returning: .success(message))
        if pauses { setReadingPaused(true) }
    }

    /// Stops reading for a slow receiver, or goes on.
    func setReadingPaused(_ isPaused: Bool) {
        guard isReadingPaused != isPaused else { return }
        isReadingPaused = isPaused
        if isPaused {
            stream.pauseReading()
        } else {
            // The silence was ours.
            lastHeard = loop.now
            stream.resumeReading()
        }
        updateDeadline()
    }

    func drained(_ stream: TCPStream) {
        let senders = mailbox.withLock { mailbox in
            mailbox.isStreamFull = false
            return mailbox.takeSenders()
        }
        for sender in senders { sender.resume() }
    }

    func inputEnded(_ stream: TCPStream) {
        broken("\(stream.remoteAddress) ended the connection without a close frame.")
        stream.closeAfterOutput()
    }

    func closed(_ stream: TCPStream, error: IOError?) {
        broken(error?.description ?? "The connection to \(stream.remoteAddress) was closed.")
    }

    func deadlineReached(_ stream: TCPStream) {
        let now = loop.now
        if closeDeadline <= now {
            // The server does not answer our close frame: that is its business.
            end(.success(()), closure ?? WebSocketClosure(code: .abnormal, reason: "no answer to the close frame", isOwn: true))
            stream.close()
            return
        }
        if let interval = configuration.pingInterval.map(MonotonicTime.nanoseconds), !isReadingPaused, !machine.hasSentClose {
            if awaitsPong, lastHeard &+ interval &+ MonotonicTime.nanoseconds(configuration.pingTimeout) <= now {
                end(.failure(WebSocketClientError(.timeout, message: "\(stream.remoteAddress) does not answer pings.")), .broken)
                stream.close()
                return
            }
            if !awaitsPong, lastHeard &+ interval <= now {
                awaitsPong = true
                writeFrame(.ping, UnsafeRawBufferPointer(start: nil, count: 0))
            }
        }
        updateDeadline()
    }

    /// Sets the stream's deadline to what is next.
    func updateDeadline() {
        var next = closeDeadline
        if !machine.hasSentClose, !isReadingPaused, let interval = configuration.pingInterval {
            var ping = lastHeard &+ MonotonicTime.nanoseconds(interval)
            if awaitsPong { ping &+= MonotonicTime.nanoseconds(configuration.pingTimeout) }
            next = min(next, ping)
        }
        if !stream.isClosed { stream.setDeadline(next) }
    }
}

// MARK: - Sending

extension WebSocketClientSession {
    /// Writes what tasks have queued.
    func writeOutbox() {
        for output in mailbox.withLock({ $0.takeOutbox() }) {
            switch output {
            case .message(let message):
                message.bytes.withUnsafeBytes { writeMessage(message.isText ? .text : .binary, $0) }
            case .ping(let payload):
                payload.withUnsafeBytes { writeFrame(.ping, $0) }
            }
        }
        let isFull = !stream.isWritable && stream.isOpen
        let senders = mailbox.withLock { mailbox in
            mailbox.isStreamFull = isFull
            return isFull ? [] : mailbox.takeSenders()
        }
        for sender in senders { sender.resume() }
    }

    private func writeMessage(_ opcode: WebSocketOpcode, _ bytes: UnsafeRawBufferPointer) {
        guard let compression, bytes.count >= configuration.deflateThreshold else {
            writeFrame(opcode, bytes)
            return
        }
        var compressed = ByteQueue()
        compression.deflate(bytes, into: &compressed)
        writeFrame(opcode, UnsafeRawBufferPointer(compressed.readable), isCompressed: true)
    }

    func writeFrame(_ opcode: WebSocketOpcode, _ bytes: UnsafeRawBufferPointer, isCompressed: Bool = false) {
        guard !machine.hasSentClose, let key = nextKey() else { return }
        var frame: [UInt8] = []
        frame.reserveCapacity(WebSocketFrameEncoder.headerSize(count: bytes.count, isMasked: true) + bytes.count)
        WebSocketFrameEncoder.write(opcode, bytes, isCompressed: isCompressed, maskingKey: key, into: &frame)
        stream.write(frame)
    }

    private func nextKey() -> UInt32? {
        if let key = keys.next() { return key }
        end(.failure(WebSocketClientError(.broken, message: "The system has no random bytes for masking.")), .broken)
        stream.close()
        return nil
    }
}

// MARK: - The end

extension WebSocketClientSession {
    /// Starts the closing handshake.
    func close(_ code: WebSocketCloseCode, _ reason: String) {
        guard closure == nil, !machine.hasSentClose, stream.isOpen, let key = nextKey() else { return }
        writeOutbox()
        var frame: [UInt8] = []
        machine.close(code: code, reason: reason, maskingKey: key, into: &frame)
        stream.write(frame)
        closeDeadline = loop.now &+ MonotonicTime.nanoseconds(configuration.closeTimeout)
        // The server's answer may lie behind messages nobody receives.
        setReadingPaused(false)
        mailbox.withLock { $0.isReadingPaused = false }
        updateDeadline()
    }

    private func closeReceived(_ code: WebSocketCloseCode, _ reason: String) {
        let isOwn = machine.hasSentClose
        if !isOwn, let key = nextKey() {
            var frame: [UInt8] = []
            machine.replyToClose(maskingKey: key, into: &frame)
            stream.write(frame)
        }
        end(.success(()), WebSocketClosure(code: code, reason: reason, isOwn: isOwn))
        stream.closeAfterOutput()
    }

    private func fail(_ code: WebSocketCloseCode, _ reason: String) {
        if !machine.hasSentClose, let key = nextKey() {
            var frame: [UInt8] = []
            machine.close(code: code, reason: reason, maskingKey: key, into: &frame)
            stream.write(frame)
        }
        end(
            .failure(WebSocketClientError(.protocolViolation, message: reason)),
            WebSocketClosure(code: code, reason: reason, isOwn: true)
        )
        stream.closeAfterOutput()
    }

    private func broken(_ message: String) {
        end(.failure(WebSocketClientError(.broken, message: message)), .broken)
    }

    /// Tells the tasks that it is over, once.
    func end(_ result: Result<Void, WebSocketClientError>, _ closure: WebSocketClosure?) {
        guard self.closure == nil else { return }
        self.closure = closure ?? .broken
        let (receiver, others) = mailbox.withLock { $0.finish(result, self.closure) }
        switch result {
        case .success: receiver?.resume(returning: .success(nil))
        case .failure(let error): receiver?.resume(returning: .failure(error))
        }
        for other in others { other.resume() }
    }
}

extension WebSocketClosure {
    static var broken: WebSocketClosure { WebSocketClosure(code: .abnormal, reason: "", isOwn: false) }
}
