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
    /// Queues bytes. Ignored once the stream is closing.
    package func write(_ bytes: UnsafeRawBufferPointer) {
        write { $0.append(bytes) }
    }

    /// Queues bytes. Ignored once the stream is closing.
    package func write(_ bytes: [UInt8]) {
        write { $0.append(bytes) }
    }

    /// Lets `body` append to the output. Not called once the stream is closing.
    ///
    /// The output may already hold bytes; `body` must leave them alone.
    @inline(__always)
    package func write(_ body: (inout ByteQueue) -> Void) {
        guard beginWrite() else { return }
        body(&output)
        endWrite()
    }

    /// Whether output may be queued now; closes the stream of a peer which does not read.
    func beginWrite() -> Bool {
        assert(loop.inLoop, "a stream belongs to its loop")
        guard isOpen else { return false }
        if output.count > settings.maximumPending {
            close(error: IOError(errno: ENOBUFS, operation: "write to a peer which does not read"))
            return false
        }
        output.borrowChunk(loop.chunks)
        return true
    }

    func endWrite() {
        if output.count > settings.high { flags.insert(.full) }
        if flags.isDisjoint(with: [.reading, .blocked]) { schedule() }
    }

    /// Drops the frames which wait. One of which a part has gone stays, so that the peer can read what follows.
    func discardFrames() {
        guard frameRest >= 0, output.count > frameRest else { return }
        let rest = [UInt8](output.readable.prefix(frameRest))
        output.release()
        output.append(rest)
    }

    /// Puts the stream on the loop's list.
    func schedule() {
        if flags.contains(.scheduled) { return }
        flags.insert(.scheduled)
        loop.atEndOfTick(self)
    }

    func handleEndOfTick() {
        flags.remove(.scheduled)
        flush()
        if flags.contains(.drainDue) {
            flags.remove(.drainDue)
            if isOpen { handler?.drained(self) }
        }
        reportClosed()
    }

    func reportClosed() {
        guard flags.contains(.closed), !flags.contains(.reported) else { return }
        flags.insert(.reported)
        let handler = handler
        self.handler = nil
        handler?.closed(self, error: failure)
    }

    /// Sends as much as the kernel takes.
    func flush() {
        guard flags.isDisjoint(with: [.closed, .blocked, .connecting]) else { return }
        if security != nil {
            flushEncoded()
        } else if !output.isEmpty {
            var progress = false
            let result = transmit(&output, isOutput: true, progress: &progress)
            if settle(result, progress: progress) { output.returnChunk(loop.chunks) }
        }
        guard flags.isDisjoint(with: [.closed, .blocked]) else { return }
        if flags.contains(.full), output.count <= settings.low {
            flags.remove(.full)
            flags.insert(.drainDue)
            schedule()
        }
        if flags.contains(.closing), output.isEmpty { outputFinished() }
    }

    /// What became of a queue.
    private enum SendResult {
        case done
        case blocked
        case failed(Int32)
    }

    /// Sends a queue as far as the kernel takes it.
    private func transmit(_ queue: inout ByteQueue, isOutput: Bool, progress: inout Bool) -> SendResult {
        while !queue.isEmpty {
            let result = SystemCalls.send(descriptor, UnsafeRawBufferPointer(queue.readable))
            if result >= 0 {
                if isOutput, frameRest >= 0 { frameRest = queue.frameRest(after: result, first: frameRest) }
                queue.consume(result)
                progress = true
            } else {
                return result == -Int(EAGAIN) ? .blocked : .failed(Int32(-result))
            }
        }
        return .done
    }

    /// Draws the consequences of a transmission; true if all is gone.
    private func settle(_ result: SendResult, progress: Bool) -> Bool {
        switch result {
        case .done:
            if !flags.contains(.closing) { outputDeadline = .max }
            return true
        case .blocked:
            flags.insert(.blocked)
            setInterest(interest.union(.write))
            if progress || outputDeadline == .max { outputDeadline = loop.now &+ settings.stall }
            armTimer()
            if flags.contains(.full), output.count <= settings.low {
                flags.remove(.full)
                flags.insert(.drainDue)
                schedule()
            }
        case .failed(let number):
            readLast()
            close(error: IOError(errno: number, operation: "send"))
        }
        return false
    }

    /// Encodes and sends in portions, so that encoded output stays small.
    private func flushEncoded() {
        guard let security else { return }
        while true {
            if !security.encoded.isEmpty {
                var progress = false
                let result = transmit(&security.encoded, isOutput: false, progress: &progress)
                guard settle(result, progress: progress) else { return }
                security.encoded.returnChunk(loop.chunks)
            }
            guard !output.isEmpty, security.transform.isEstablished else { return }
            let portion = UnsafeRawBufferPointer(rebasing: output.readable.prefix(64 * 1024))
            security.encoded.borrowChunk(loop.chunks)
            do throws(StreamTransformError) {
                try security.transform.send(portion, output: &security.encoded)
            } catch {
                close(error: IOError(errno: EPROTO, operation: "encrypt: \(error.message)"))
                return
            }
            if frameRest >= 0 { frameRest = output.frameRest(after: portion.count, first: frameRest) }
            output.consume(portion.count)
            if output.isEmpty { output.returnChunk(loop.chunks) }
        }
    }
}
