// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire

extension WebSocketConnection {
    /// Sends a close frame after what is queued and waits for the peer's, at most the close timeout.
    ///
    /// - Parameters:
    ///   - code: 1000-1003, 1007-1014 or 3000-4999.
    ///   - reason: at most 123 bytes of UTF-8; more is cut.
    public func close(code: UInt16 = 1000, reason: String = "") {
        guard isOpen else { return }
        closeCode = code
        closeReason = reason
        writeClose(WebSocketCloseCode(code), reason)
        closeDeadline = loop.now &+ MonotonicTime.nanoseconds(options.closeTimeout)
        updateDeadline()
    }

    /// Closes a connection whose peer does not read. The messages which wait are dropped at once, so that the close frame is what the
    /// peer reads next; one of which a part has gone is finished before it.
    ///
    /// The peer has the write stall timeout of ``StreamOptions`` to read on and answer.
    public func closeDroppingOutput(code: UInt16, reason: String = "") {
        guard isOpen else { return }
        stream.discardFrames()
        close(code: code, reason: reason)
        closeDeadline = closeDeadline &+ stream.settings.stall
        updateDeadline()
    }

    /// The peer's close frame has arrived.
    func closeReceived(_ code: UInt16, _ reason: String) {
        if !machine.hasSentClose {
            closeCode = code
            closeReason = reason
            var frame: [UInt8] = []
            machine.replyToClose(into: &frame)
            stream.write(frame)
        }
        stream.closeAfterOutput()
        report()
    }

    /// The peer broke the protocol: tell it why and go.
    func fail(_ code: WebSocketCloseCode, _ reason: String) {
        if !machine.hasSentClose {
            closeCode = code.rawValue
            closeReason = reason
            writeClose(code, reason)
        }
        stream.closeAfterOutput()
        report()
    }

    /// Tells the owner, once, and lets it go.
    func report() {
        guard let handler else { return }
        self.handler = nil
        handler.closed(self, code: closeCode, reason: closeReason)
    }

    private func writeClose(_ code: WebSocketCloseCode, _ reason: String) {
        var frame: [UInt8] = []
        machine.close(code: code, reason: reason, into: &frame)
        stream.write(frame)
    }
}
