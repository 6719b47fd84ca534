// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import OpenClawWire

extension HTTPResponseWriter {
    /// Sends a whole response. A client that has gone is not an error here: nobody is left to tell.
    func respond(_ response: HTTPServerResponse) async {
        do {
            try await self.writeHead(status: response.status, fields: response.fields, length: response.body.count)
            try await self.write(response.body)
            try await self.end()
        } catch {
            return
        }
    }

    /// Sends the head of a stream of events.
    func beginEvents() async throws(HTTPResponseWriterError) {
        var fields = StandardResponses.fields("text/event-stream; charset=utf-8")
        // Proxies that collect answers would hold the words back.
        fields.set("X-Accel-Buffering", "no")
        try await self.writeHead(fields: fields)
    }
}
