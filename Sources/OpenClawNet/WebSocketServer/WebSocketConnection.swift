// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire

/// A WebSocket on an event loop.
///
/// Sending never suspends: a frame is queued and leaves at the end of the tick. Watch ``bufferedBytes`` or ``isWritable`` and
/// wait for ``WebSocketHandler/drained(_:)``; a peer which does not read is disconnected by the server's ``StreamOptions``.
/// Members belong to the thread of ``loop`` unless they say otherwise.
public final class WebSocketConnection: ServerConnection, @unchecked Sendable {
    let options: WebSocketOptions
    var machine: WebSocketMachine
    let compression: (any WebSocketCompression)?
    /// Released when the connection is closed.
    @exclusivity(unchecked) var handler: (any WebSocketHandler)?
    /// When the peer was last heard.
    @exclusivity(unchecked) var lastHeard: UInt64
    /// When the connection must be established; `UInt64.max` once it is.
    @exclusivity(unchecked) var establishDeadline: UInt64 = .max
    /// When the peer must have answered a close frame.
    @exclusivity(unchecked) var closeDeadline: UInt64 = .max
    /// When the peer must have been heard after a ping.
    @exclusivity(unchecked) var pongDeadline: UInt64 = .max
    @exclusivity(unchecked) var closeCode: UInt16 = 1006
    var closeReason = ""

    init(
        stream: TCPStream,
        worker: HTTPServerWorker,
        handler: any WebSocketHandler,
        options: WebSocketOptions,
        compression: (any WebSocketCompression)?,
        isPending: Bool
    ) {
        self.options = options
        self.handler = handler
        self.compression = compression
        machine = WebSocketMachine(
            role: .server,
            maximumMessageBytes: options.maximumMessageBytes,
            allowsCompression: compression != nil
        )
        lastHeard = stream.loop.now
        super.init(stream: stream, worker: worker, isPending: isPending)
    }

    override func serverStops() {
        handler?.serverStops(self)
    }

    /// The loop the connection lives on. May be read from any thread.
    public var loop: EventLoop { stream.loop }

    /// The other end of the TCP connection. May be read from any thread.
    public var remoteAddress: SocketAddress { stream.remoteAddress }

    /// The largest message which is accepted, in bytes; a larger one closes the connection with 1009.
    public var maximumMessageBytes: Int {
        get { machine.maximumMessageBytes }
        set { machine.maximumMessageBytes = newValue }
    }

    /// The bytes which wait to be sent.
    public var bufferedBytes: Int { stream.pendingBytes }

    /// Whether ``bufferedBytes`` is under the high mark.
    public var isWritable: Bool { stream.isWritable }

    /// Whether messages can be sent.
    public var isOpen: Bool { handler != nil && !machine.hasSentClose && stream.isOpen }

    /// The peer has proved who it is: it no longer counts as pending, and the establish timeout ends.
    public func markEstablished() {
        establishDeadline = .max
        if let settings = options.establishedSettings { stream.settings = settings }
        settle()
    }

    /// Starts a task on the loop as a child of ``HTTPServer/run()``.
    ///
    /// It is not cancelled when the connection is closed, but when the server's time to shut down is over. Ignored after that.
    public func spawn(_ operation: @escaping @Sendable () async -> Void) {
        worker.tasks.spawn(operation)
    }

    /// Stops reading: what the peer sends waits in the kernel. Pings are not answered meanwhile.
    ///
    /// Messages which have been read already are still delivered.
    public func pauseReading() {
        stream.pauseReading()
    }

    /// Starts reading again.
    public func resumeReading() {
        stream.resumeReading()
    }
}
