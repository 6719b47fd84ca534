// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// The way from the gateway back to a socket, from any thread.
final class SocketTransport: ClientTransport {
    // The session lives on its loop; only the fan-out touches it there.
    private let session: SocketSession
    private let fanOut: LoopFanOut

    init(session: SocketSession, fanOut: LoopFanOut) {
        self.session = session
        self.fanOut = fanOut
    }

    func send(_ frame: [UInt8]) { self.fanOut.send(frame, to: self.session) }

    func close(_ code: CloseCode, reason: String) { self.fanOut.close(self.session, code, reason: reason) }
}
