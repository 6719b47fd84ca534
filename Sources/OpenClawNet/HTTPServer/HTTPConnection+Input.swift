// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire

extension HTTPConnection: StreamHandler {
    func received(_ bytes: UnsafeMutableRawBufferPointer, on stream: TCPStream) {
        if phase == .closing { return }
        if leftover.isEmpty && phase != .answering && !isStalled {
            let consumed = process(bytes)
            if consumed < bytes.count, stream.handler === self { keep(UnsafeRawBufferPointer(rebasing: bytes[consumed...])) }
        } else {
            keep(UnsafeRawBufferPointer(bytes))
            processLeftover()
        }
    }

    /// Keeps bytes for later and stops reading when they become many.
    private func keep(_ bytes: UnsafeRawBufferPointer) {
        if phase == .closing { return }
        leftover.append(bytes)
        if phase == .answering || isStalled, leftover.count >= 64 * 1024 { stream.pauseReading() }
    }

    /// Goes on with what was kept.
    func processLeftover() {
        guard !leftover.isEmpty, phase != .answering, phase != .closing, !isStalled else { return }
        let consumed = process(leftover.readable)
        if phase == .closing || stream.handler !== self { return }
        leftover.consume(consumed)
        if leftover.isEmpty {
            leftover.release()
            stream.resumeReading()
        }
    }

    /// Parses and answers as far as possible; returns the number of bytes used up.
    private func process(_ bytes: UnsafeMutableRawBufferPointer) -> Int {
        let input = UnsafeRawBufferPointer(bytes)
        var cursor = 0
        while true {
            if phase == .head, !stream.isWritable {
                isStalled = true
                return cursor
            }
            switch parser.next(input, &cursor) {
            case .needMoreData:
                if phase == .head { awaitHead() }
                return cursor
            case .head(let head):
                if !begin(head, rest: bytes, from: cursor) { return bytes.count }
            case .body(let range):
                if phase == .collecting { pendingTask?.body.append(contentsOf: input[range]) }
            case .end:
                if phase == .collecting {
                    startTask()
                } else if phase == .discarding {
                    if !requestDone() { return bytes.count }
                }
                // A task answers, or nothing of the next request is there yet.
                if phase == .answering || cursor == input.count { return cursor }
            case .paused:
                return cursor
            case .failed(let error):
                fail(error)
                return bytes.count
            }
        }
    }

    /// A part of a head is there, or nothing.
    private func awaitHead() {
        if parser.isIdle || isHeadTimed { return }
        isHeadTimed = true
        stream.setDeadline(stream.loop.now &+ worker.shared.headTimeout)
    }

    private func fail(_ error: HTTPParseError) {
        // An answer has been given or is being given: a second one would be taken for the next request's.
        if phase == .discarding || phase == .answering {
            close()
            return
        }
        answerError(error.status, message: error.description)
    }

    func inputEnded(_ stream: TCPStream) {
        switch phase {
        case .head where isStalled:
            break
        case .head, .discarding, .collecting:
            close()
        case .answering:
            // What was asked before the end is still answered.
            if let exchange, exchange.hasWrittenHead {
                // Nobody reads an endless answer after hanging up.
                stream.close()
            }
        case .closing:
            break
        }
    }

    func drained(_ stream: TCPStream) {
        exchange?.drained()
        guard isStalled else { return }
        isStalled = false
        proceed()
    }

    func deadlineReached(_ stream: TCPStream) {
        switch phase {
        case .head:
            if parser.isIdle {
                close()
            } else {
                answerError(.requestTimeout, message: "The request took too long to arrive.")
            }
        case .collecting:
            answerError(.requestTimeout, message: "The content took too long to arrive.")
        case .discarding:
            close()
        case .answering, .closing:
            break
        }
    }

    func closed(_ stream: TCPStream, error: IOError?) {
        phase = .closing
        leftover.release()
        pendingTask = nil
        exchange?.disconnect()
        exchange = nil
        worker.remove(self)
    }
}
