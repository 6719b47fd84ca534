// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire

/// A request which a task is answering. Lives on the loop of its connection.
final class HTTPExchange: @unchecked Sendable {
    typealias Outcome = Result<Void, HTTPResponseWriterError>

    let loop: EventLoop
    /// Fires when the client has gone or the task is done.
    let over = LoopSignal()
    private(set) var hasWrittenHead = false
    private var connection: HTTPConnection?
    private var hasEnded = false
    private var framing = HTTPBodyFraming.none
    private var remaining = 0
    private var writers: [UnsafeContinuation<Outcome, Never>] = []

    init(connection: HTTPConnection) {
        self.connection = connection
        loop = connection.stream.loop
    }

    /// Whether the head or anything else of a streamed response is still to come.
    var isUnanswered: Bool { !hasWrittenHead && !hasEnded }

    /// The client has gone.
    func disconnect() {
        connection = nil
        over.fire()
        drained()
    }

    /// The client has caught up.
    func drained() {
        let waiting = writers
        writers = []
        let outcome: Outcome = connection == nil ? .failure(.disconnected) : .success(())
        for writer in waiting { writer.resume(returning: outcome) }
    }

    /// Answers a collected request.
    func respond(_ response: HTTPServerResponse) {
        guard let connection else { return }
        self.connection = nil
        connection.finish(response)
    }

    /// The closure of a streamed response has returned.
    func streamReturned() {
        guard connection != nil, !hasEnded else { return }
        if hasWrittenHead {
            _ = streamEnd()
        } else {
            respond(HTTPServerResponse(status: .internalServerError, closesConnection: true))
        }
    }

    /// Runs a step on the loop and waits until the client has caught up.
    func onLoop(_ step: @escaping @Sendable (HTTPExchange) -> Outcome) async throws(HTTPResponseWriterError) {
        if loop.inLoop {
            let outcome = step(self)
            if connection?.stream.isWritable ?? true { return try outcome.get() }
        }
        let isDone = loop.inLoop
        let outcome: Outcome = await withUnsafeContinuation { continuation in
            if isDone {
                wait(continuation)
            } else {
                loop.execute { [self] in
                    let outcome = step(self)
                    if case .success = outcome, let connection, !connection.stream.isWritable {
                        wait(continuation)
                    } else {
                        continuation.resume(returning: outcome)
                    }
                }
            }
        }
        try outcome.get()
    }

    private func wait(_ continuation: UnsafeContinuation<Outcome, Never>) {
        if connection == nil {
            continuation.resume(returning: .failure(.disconnected))
        } else {
            writers.append(continuation)
        }
    }

    func streamHead(status: HTTPStatus, fields: HTTPFields, length: Int?) -> Outcome {
        guard let connection else { return .failure(.disconnected) }
        guard !hasWrittenHead, !hasEnded else { return .failure(.wrongOrder) }
        let framing: HTTPBodyFraming
        if status.forbidsBody {
            framing = .none
        } else if let length {
            framing = .length(length)
        } else {
            framing = connection.allowsChunks ? .chunked : .untilClose
        }
        guard connection.writeHead(status: status, fields: fields, framing: framing) else { return .failure(.invalidFields) }
        hasWrittenHead = true
        self.framing = framing
        remaining = length ?? 0
        return .success(())
    }

    func streamBody(_ bytes: [UInt8]) -> Outcome {
        guard let connection else { return .failure(.disconnected) }
        guard hasWrittenHead, !hasEnded else { return .failure(.wrongOrder) }
        if bytes.isEmpty || connection.isHeadRequest { return .success(()) }
        switch framing {
        case .none:
            return .failure(.lengthExceeded)
        case .length:
            guard bytes.count <= remaining else { return .failure(.lengthExceeded) }
            remaining -= bytes.count
            connection.stream.write(bytes)
        case .chunked:
            connection.stream.write { output in
                output.append(hexadecimal: bytes.count)
                output.append("\r\n")
                output.append(bytes)
                output.append("\r\n")
            }
        case .untilClose:
            connection.stream.write(bytes)
        }
        return .success(())
    }

    func streamEnd() -> Outcome {
        guard let connection else { return .failure(.disconnected) }
        guard hasWrittenHead, !hasEnded else { return .failure(.wrongOrder) }
        hasEnded = true
        self.connection = nil
        var isComplete = true
        switch framing {
        case .chunked: if !connection.isHeadRequest { connection.stream.write { $0.append("0\r\n\r\n") } }
        case .length: isComplete = remaining == 0 || connection.isHeadRequest
        case .untilClose: isComplete = false
        case .none: break
        }
        connection.streamEnded(keepAlive: isComplete)
        return .success(())
    }
}
