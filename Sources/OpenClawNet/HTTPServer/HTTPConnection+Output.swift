// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire

extension HTTPConnection {
    /// Writes a complete response.
    func write(_ response: HTTPServerResponse) {
        if response.closesConnection { keepsAlive = false }
        let framing: HTTPBodyFraming = response.status.forbidsBody ? .none : .length(response.body.count)
        guard writeHead(status: response.status, fields: response.fields, framing: framing) else {
            // The handler's fields cannot be written; the client learns that the fault is not its own.
            keepsAlive = false
            _ = writeHead(status: .internalServerError, fields: HTTPFields(), framing: .length(0))
            return
        }
        if !isHeadRequest, framing != .none { stream.write(response.body) }
    }

    /// Writes a response which was encoded before.
    func write(_ response: HTTPStaticResponse) {
        if response.response.closesConnection { keepsAlive = false }
        let date = stream.loop.dateLine.bytes(now: stream.loop.now)
        stream.write { output in
            output.append(response.head)
            output.append(date)
            if !keepsAlive {
                output.append("Connection: close\r\n\r\n")
            } else if isHTTP10 {
                output.append("Connection: keep-alive\r\n\r\n")
            } else {
                output.append("\r\n")
            }
            if !isHeadRequest { output.append(response.body) }
        }
    }

    /// Writes status and fields; false if the fields cannot be written, and then nothing was.
    func writeHead(status: HTTPStatus, fields: HTTPFields, framing: HTTPBodyFraming) -> Bool {
        if framing == .untilClose { keepsAlive = false }
        let head = HTTPResponseHead(status: status, version: isHTTP10 ? .http10 : .http11, fields: fields, keepAlive: keepsAlive)
        let loop = stream.loop
        do throws(HTTPEncodeError) {
            loop.encoded.removeAll(keepingCapacity: true)
            let date = loop.dateLine.bytes(now: loop.now)
            try HTTPResponseEncoder.write(head, body: framing, staticFields: date, into: &loop.encoded)
        } catch {
            return false
        }
        stream.write(loop.encoded)
        return true
    }

    /// Answers with an error and closes.
    func answerError(_ status: HTTPStatus, message: String) {
        keepsAlive = false
        if phase == .head {
            // What is known of the method and version is the last request's.
            isHeadRequest = false
            isHTTP10 = false
        }
        write(worker.shared.handler.errorResponse(status, message: message))
        pendingTask = nil
        close()
    }
}
