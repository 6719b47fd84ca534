// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A TCP connection on an event loop.
///
/// Output is queued and leaves with one system call: at the end of the read event that caused it, otherwise at the end of the
/// tick. Writing never suspends and never calls back; look at ``isWritable`` and wait for ``StreamHandler/drained(_:)``.
/// Every member belongs to the thread of the loop.
package final class TCPStream: LoopObject, @unchecked Sendable {
    /// The other end.
    package let remoteAddress: SocketAddress
    /// Who is told about what happens. Kept until the stream is closed.
    @exclusivity(unchecked) package var handler: (any StreamHandler)?

    @exclusivity(unchecked) var settings: StreamSettings
    @exclusivity(unchecked) var descriptor: Int32
    @exclusivity(unchecked) var flags: StreamFlags = []
    @exclusivity(unchecked) var interest: ReadySet = []
    var output = ByteQueue()
    @exclusivity(unchecked) var security: StreamSecurity?
    @exclusivity(unchecked) var failure: IOError?
    /// The owner's deadline.
    @exclusivity(unchecked) var deadline: UInt64 = .max
    /// When waiting output or lingering ends the stream.
    @exclusivity(unchecked) var outputDeadline: UInt64 = .max
    @exclusivity(unchecked) var lingerBudget: Int32 = 4 * 1024 * 1024
    /// How many bytes at the front of the output end a frame of which a part has gone; negative while the output is not frames.
    @exclusivity(unchecked) var frameRest = -1

    init(descriptor: consuming FileDescriptor, remoteAddress: SocketAddress, settings: StreamSettings, loop: EventLoop) {
        self.remoteAddress = remoteAddress
        self.settings = settings
        self.descriptor = descriptor.take()
        super.init(loop: loop)
    }

    deinit {
        assert(descriptor < 0, "a stream is closed before it is let go")
    }

    /// Whether the stream can still send: it is neither closed nor about to close.
    package var isOpen: Bool { flags.isDisjoint(with: [.closed, .closing, .lingering]) }

    /// Whether the stream is closed.
    package var isClosed: Bool { flags.contains(.closed) }

    /// Whether the output is under the high mark.
    package var isWritable: Bool { !flags.contains(.full) }

    /// Whether the peer has ended its side.
    package var isInputEnded: Bool { flags.contains(.inputEnded) }

    /// The bytes which wait to be sent.
    package var pendingBytes: Int { output.count + (security.map { $0.encoded.count } ?? 0) }

    /// The transform, such as TLS, if there is one.
    package var transform: (any StreamTransform)? { security?.transform }

    override func ready(_ set: ReadySet) { handleReady(set) }

    override func timerFired() { handleTimer() }

    override func endOfTick() { handleEndOfTick() }

    override func flushEarly() { flush() }

    override func loopStopped() {
        close()
    }
}
