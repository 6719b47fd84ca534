// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import OpenClawWire
import Testing

@testable import OpenClawClient

@Suite("A gateway that opens no WebSocket")
struct RefusedHandshakeTests {
    @Test("because it starts or stops is one to try again, and the error says so") func unavailable() {
        let error = WebSocketGatewayTransport.translate(
            WebSocketClientError(.refused, message: "127.0.0.1 answered 503.", status: .serviceUnavailable)
        )
        #expect(error.code == .unavailable)
        #expect(error.message.hasPrefix("127.0.0.1 answered 503. The gateway is starting or stopping"))
        #expect(error.message.hasSuffix("try again in a moment."))
        let other = WebSocketGatewayTransport.translate(WebSocketClientError(.refused, message: "no", status: .internalServerError))
        #expect(other.message == "no")
    }
}
