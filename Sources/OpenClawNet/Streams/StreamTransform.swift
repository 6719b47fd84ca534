// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A layer between a socket and the owner of its stream, such as TLS: bytes in, bytes out, no I/O.
///
/// A value belongs to one stream and is called on its loop.
public protocol StreamTransform: AnyObject {
    /// The stream is open: a client may start its handshake by writing to `output`.
    func start(output: inout ByteQueue) throws(StreamTransformError)

    /// Takes bytes from the peer: what they mean goes to `plaintext`, what must be answered to `output`.
    func receive(
        _ input: UnsafeRawBufferPointer,
        plaintext: inout ByteQueue,
        output: inout ByteQueue
    ) throws(StreamTransformError)

    /// Encodes bytes of the owner. Only called while ``isEstablished`` is true.
    func send(_ plaintext: UnsafeRawBufferPointer, output: inout ByteQueue) throws(StreamTransformError)

    /// Writes the farewell, such as a close-notify alert.
    func finish(output: inout ByteQueue)

    /// Whether the handshake is over, so that bytes of the owner can be sent.
    var isEstablished: Bool { get }

    /// Whether the peer has said farewell: nothing follows from it.
    var isInputEnded: Bool { get }
}
