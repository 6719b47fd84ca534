// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire

extension HTTPConnection {
    /// Makes the connection a WebSocket and hands over the bytes behind the head. False unless the request was refused
    /// in a way that keeps the connection.
    func upgrade(_ head: HTTPRequestHead, _ upgrade: WebSocketUpgrade, rest: UnsafeMutableRawBufferPointer) -> Bool {
        let handshake: WebSocketUpgradeRequest
        do throws(WebSocketHandshakeError) {
            handshake = try WebSocketUpgradeRequest(head)
        } catch {
            prepareRefusal(head)
            var response = worker.shared.handler.errorResponse(error.status, message: error.description)
            response.fields.append(contentsOf: error.fields)
            write(response)
            return true
        }
        var deflate: PermessageDeflate?
        if let wishes = upgrade.options.deflate, upgrade.options.makeCompression != nil {
            for offer in handshake.deflateOffers where deflate == nil { deflate = offer.accepted(by: wishes) }
        }
        var response = handshake.accept(subprotocol: upgrade.subprotocol, deflate: deflate) { OpenSSLCryptoProvider().sha1($0) }
        response.fields.append(contentsOf: upgrade.fields)
        let loop = stream.loop
        do throws(HTTPEncodeError) {
            loop.encoded.removeAll(keepingCapacity: true)
            try HTTPResponseEncoder.write(response, body: .none, into: &loop.encoded)
        } catch {
            answerError(.internalServerError, message: "The upgrade response cannot be written.")
            return false
        }
        stream.write(loop.encoded)
        phase = .closing
        let compression = deflate.flatMap { upgrade.options.makeCompression?($0) }
        let socket = WebSocketConnection(
            stream: stream,
            worker: worker,
            handler: upgrade.handler,
            options: upgrade.options,
            compression: compression,
            isPending: isPending
        )
        // The connection's place, also in the counts, is the socket's now.
        isPending = false
        worker.replace(self, by: socket)
        stream.handler = socket
        socket.start()
        if !rest.isEmpty, !stream.isClosed { socket.received(rest, on: stream) }
        return false
    }

    private func prepareRefusal(_ head: HTTPRequestHead) {
        settle()
        phase = .discarding
        if head.body != .none { keepsAlive = false }
        parser.bodyLimit = 0
    }
}
