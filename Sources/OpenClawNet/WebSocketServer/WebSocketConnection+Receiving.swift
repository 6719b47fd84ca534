// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire

extension WebSocketConnection: StreamHandler {
    /// The upgrade response is queued.
    func start() {
        stream.frameRest = stream.output.count
        if let timeout = options.establishTimeout {
            establishDeadline = loop.now &+ MonotonicTime.nanoseconds(timeout)
        } else {
            settle()
        }
        updateDeadline()
        handler?.opened(self)
    }

    package func received(_ bytes: UnsafeMutableRawBufferPointer, on stream: TCPStream) {
        lastHeard = loop.now
        if pongDeadline != .max {
            pongDeadline = .max
            updateDeadline()
        }
        let input = UnsafeRawBufferPointer(bytes)
        var cursor = 0
        while let handler, !stream.isClosed {
            switch machine.next(bytes, &cursor) {
            case .needMoreData:
                return
            case .text(let payload, let isCompressed):
                if isCompressed {
                    inflate(payload, in: input, isText: true)
                } else if !machine.hasSentClose {
                    payload.withBytes(in: input) { handler.received($0, isText: true, on: self) }
                }
            case .binary(let payload, let isCompressed):
                if isCompressed {
                    inflate(payload, in: input, isText: false)
                } else if !machine.hasSentClose {
                    payload.withBytes(in: input) { handler.received($0, isText: false, on: self) }
                }
            case .ping(let payload):
                payload.withBytes(in: input) { send($0, .pong) }
            case .pong:
                break
            case .close(let code, let reason):
                closeReceived(code.rawValue, reason)
                return
            case .failed(let error):
                fail(error.closeCode, error.description)
                return
            }
        }
    }

    private func inflate(_ payload: WebSocketPayload, in input: UnsafeRawBufferPointer, isText: Bool) {
        guard let compression else { preconditionFailure("compressed only if negotiated") }
        let limit = machine.maximumMessageBytes
        let message = payload.withBytes(in: input) { compression.inflate($0, limit: limit) }
        guard let message else {
            fail(.messageTooBig, "The message is damaged or larger than this end accepts.")
            return
        }
        message.withUnsafeBytes { bytes in
            if isText, !UTF8Validator.isValid(bytes) {
                fail(.invalidData, "The text is not UTF-8.")
            } else if !machine.hasSentClose {
                handler?.received(bytes, isText: isText, on: self)
            }
        }
    }

    package func drained(_ stream: TCPStream) {
        if isOpen { handler?.drained(self) }
    }

    package func inputEnded(_ stream: TCPStream) {
        // Without a close frame this is 1006.
        stream.closeAfterOutput()
        report()
    }

    package func deadlineReached(_ stream: TCPStream) {
        let now = loop.now
        if closeDeadline <= now {
            stream.close()
            report()
            return
        }
        if pongDeadline <= now {
            stream.close()
            closeReason = "no answer to a ping"
            report()
            return
        }
        if establishDeadline <= now {
            establishDeadline = .max
            close(code: 1008, reason: "authentication took too long")
        }
        if let pingDue, pingDue <= now {
            ping()
            pongDeadline = now &+ MonotonicTime.nanoseconds(options.pingTimeout)
        }
        updateDeadline()
    }

    /// When a ping is due if the peer stays silent; nil if none is wanted.
    private var pingDue: UInt64? {
        guard pongDeadline == .max, !machine.hasSentClose, let interval = options.pingInterval else { return nil }
        return lastHeard &+ MonotonicTime.nanoseconds(interval)
    }

    package func closed(_ stream: TCPStream, error: IOError?) {
        if let error, closeReason.isEmpty { closeReason = error.description }
        report()
        worker.remove(self)
    }

    /// Sets the stream's deadline to what is next.
    func updateDeadline() {
        stream.setDeadline(min(establishDeadline, closeDeadline, pongDeadline, pingDue ?? .max))
    }
}
