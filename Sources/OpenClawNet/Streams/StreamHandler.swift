// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a connection tells its owner. Every call comes on the loop of the stream.
package protocol StreamHandler: AnyObject {
    /// Bytes have arrived. The buffer may be changed in place and is gone after the call.
    func received(_ bytes: UnsafeMutableRawBufferPointer, on stream: TCPStream)

    /// The output had grown over the high mark and has now fallen under the low mark.
    func drained(_ stream: TCPStream)

    /// The peer has ended its side; it may still read. Without an implementation the stream is closed after its output.
    func inputEnded(_ stream: TCPStream)

    /// The deadline set with ``TCPStream/setDeadline(_:)`` has passed. Without an implementation the stream is closed.
    func deadlineReached(_ stream: TCPStream)

    /// The stream is closed, for whatever reason; called exactly once, never from inside a call of the owner.
    func closed(_ stream: TCPStream, error: IOError?)
}

extension StreamHandler {
    /// Does nothing.
    package func drained(_ stream: TCPStream) {}

    /// Sends what is queued, then closes.
    package func inputEnded(_ stream: TCPStream) {
        stream.closeAfterOutput()
    }

    /// Closes at once.
    package func deadlineReached(_ stream: TCPStream) {
        stream.close()
    }
}
