// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension TCPStream {
    /// Puts an accepted connection to work: sets its options, starts the transform and reading.
    func open(transform: (any StreamTransform)?) throws(IOError) {
        SystemCalls.setNoDelay(descriptor)
        do throws(IOError) {
            try loop.register(self, descriptor: descriptor, interest: [.read, .readEnd])
        } catch {
            abandon()
            throw error
        }
        interest = [.read, .readEnd]
        if let transform { secure(transform) }
    }

    /// Puts a transform between the socket and the owner. To be called before any byte has gone either way.
    package func secure(_ transform: any StreamTransform) {
        precondition(security == nil, "a stream has one transform")
        let security = StreamSecurity(transform)
        self.security = security
        do throws(StreamTransformError) {
            try transform.start(output: &security.encoded)
        } catch {
            close(error: IOError(errno: EPROTO, operation: "start encryption: \(error.message)"))
            return
        }
        schedule()
    }

    /// Sets the time, in nanoseconds of ``EventLoop/now``, at which ``StreamHandler/deadlineReached(_:)`` is called; `UInt64.max` for never.
    ///
    /// Moving a deadline to later costs nothing.
    package func setDeadline(_ time: UInt64) {
        deadline = time
        armTimer()
    }

    /// Sets the deadline to `delay` from now; nil clears it.
    package func setDeadline(after delay: Duration?) {
        setDeadline(delay.map { loop.now &+ MonotonicTime.nanoseconds($0) } ?? .max)
    }

    func armTimer() {
        let wanted = min(deadline, outputDeadline)
        // A timer which is too early is moved when it fires.
        if wanted != .max, heapIndex < 0 || armedDeadline > wanted, !flags.contains(.closed) { loop.setTimer(self, at: wanted) }
    }

    func handleTimer() {
        if flags.contains(.closed) { return }
        if outputDeadline <= loop.now {
            close(error: flags.contains(.lingering) ? failure : IOError(errno: ETIMEDOUT, operation: "send to a peer which does not read"))
            return
        }
        if deadline <= loop.now {
            deadline = .max
            if flags.contains(.connecting) {
                close(error: IOError(errno: ETIMEDOUT, operation: "connect to \(remoteAddress)"))
            } else if let handler {
                handler.deadlineReached(self)
            } else {
                close()
            }
        }
        armTimer()
    }

    /// Closes at once; queued output is dropped.
    package func close() {
        close(error: nil)
    }

    /// Closes at once for a reason.
    package func close(error: IOError?) {
        if flags.contains(.closed) { return }
        assert(loop.inLoop, "a stream belongs to its loop")
        flags.insert(.closed)
        if failure == nil { failure = error }
        if slot >= 0 { loop.deregister(self, descriptor: descriptor, interest: interest) }
        loop.clearTimer(self)
        _ = FileDescriptor(owning: descriptor)
        descriptor = -1
        output.consume(output.count)
        output.returnChunk(loop.chunks)
        security = nil
        schedule()
    }

    /// Sends what is queued, ends our side, and closes once the peer has ended its own or the linger time is over.
    package func closeAfterOutput() {
        guard isOpen else { return }
        flags.insert(.closing)
        deadline = .max
        outputDeadline = min(outputDeadline, loop.now &+ settings.stall)
        armTimer()
        schedule()
    }

    /// Everything has been sent.
    func outputFinished() {
        if let security, failure == nil {
            security.encoded.borrowChunk(loop.chunks)
            security.transform.finish(output: &security.encoded)
            // One attempt: a farewell is a courtesy.
            if !security.encoded.isEmpty { _ = SystemCalls.send(descriptor, UnsafeRawBufferPointer(security.encoded.readable)) }
        }
        if flags.contains(.inputEnded) {
            close()
            return
        }
        flags.remove(.closing)
        flags.insert(.lingering)
        SystemCalls.shutdownOutput(descriptor)
        outputDeadline = loop.now &+ settings.linger
        deadline = .max
        armTimer()
        flags.remove(.readPaused)
        updateInterest()
    }

    /// Closes the descriptor of a stream which was never registered, without telling the owner.
    private func abandon() {
        _ = FileDescriptor(owning: descriptor)
        descriptor = -1
        flags.formUnion([.closed, .reported])
        handler = nil
    }
}
