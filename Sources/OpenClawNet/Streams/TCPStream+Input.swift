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
    /// Stops reading: what the peer sends waits in the kernel.
    package func pauseReading() {
        guard !flags.contains(.readPaused) else { return }
        flags.insert(.readPaused)
        if !flags.contains(.closed) { updateInterest() }
    }

    /// Starts reading again.
    package func resumeReading() {
        guard flags.contains(.readPaused) else { return }
        flags.remove(.readPaused)
        if !flags.contains(.closed) { updateInterest() }
    }

    func handleReady(_ set: ReadySet) {
        if flags.contains(.connecting) {
            connected()
            return
        }
        if set.contains(.write) {
            flags.remove(.blocked)
            flush()
            if !flags.contains(.closed), !flags.contains(.blocked) { setInterest(interest.subtracting(.write)) }
        }
        if flags.contains(.closed) { return }
        if !flags.isDisjoint(with: [.readPaused, .inputEnded]) {
            // Not reading: a hang-up would be reported again and again.
            if set.contains(.hangUp) {
                let number = SystemCalls.pendingError(descriptor)
                close(error: number == 0 ? nil : IOError(errno: number, operation: "receive"))
            }
            return
        }
        if !set.isDisjoint(with: [.read, .readEnd, .hangUp]) { read() }
    }

    private func read() {
        flags.insert(.reading)
        // Bounded, so that one busy peer does not starve the others.
        for _ in 0..<4 {
            let scratch = loop.scratch
            let result = SystemCalls.receive(descriptor, scratch)
            if result > 0 {
                let bytes = UnsafeMutableRawBufferPointer(rebasing: scratch.prefix(result))
                deliver(bytes)
                if result < scratch.count || !flags.isDisjoint(with: [.closed, .readPaused, .inputEnded]) { break }
            } else if result == 0 {
                endInput()
                break
            } else {
                if result != -Int(EAGAIN) { close(error: IOError(errno: Int32(-result), operation: "receive")) }
                break
            }
        }
        flags.remove(.reading)
        flush()
    }

    /// Reads what the peer has said before it went: most often why it takes no more, which is worth more than "broken pipe".
    func readLast() {
        guard flags.isDisjoint(with: [.reading, .readPaused, .inputEnded, .lingering, .closing, .closed]) else { return }
        flags.insert(.reading)
        let scratch = loop.scratch
        let result = SystemCalls.receive(descriptor, scratch)
        if result > 0 { deliver(UnsafeMutableRawBufferPointer(rebasing: scratch.prefix(result))) }
        flags.remove(.reading)
    }

    private func deliver(_ bytes: UnsafeMutableRawBufferPointer) {
        if flags.contains(.lingering) {
            lingerBudget -= Int32(bytes.count)
            if lingerBudget < 0 { close() }
            return
        }
        guard let security else {
            handler?.received(bytes, on: self)
            return
        }
        do throws(StreamTransformError) {
            security.encoded.borrowChunk(loop.chunks)
            try security.transform.receive(UnsafeRawBufferPointer(bytes), plaintext: &loop.plaintext, output: &security.encoded)
        } catch {
            loop.plaintext.consume(loop.plaintext.count)
            failure = IOError(errno: EPROTO, operation: "decrypt: \(error.message)")
            // What the owner has queued can no longer be encrypted; only the alert still goes out.
            output.consume(output.count)
            output.returnChunk(loop.chunks)
            closeAfterOutput()
            return
        }
        let plaintext = loop.plaintext.readable
        if !plaintext.isEmpty {
            handler?.received(plaintext, on: self)
            loop.plaintext.consume(plaintext.count)
        }
        if security.transform.isInputEnded, !flags.contains(.closed) { endInput() }
    }

    private func endInput() {
        if flags.contains(.inputEnded) { return }
        flags.insert(.inputEnded)
        if flags.contains(.lingering) {
            close()
            return
        }
        updateInterest()
        if !flags.contains(.closing) { handler?.inputEnded(self) }
    }

    func updateInterest() {
        var wanted = interest.intersection(.write)
        if flags.isDisjoint(with: [.readPaused, .inputEnded]) { wanted.formUnion([.read, .readEnd]) }
        setInterest(wanted)
    }

    func setInterest(_ wanted: ReadySet) {
        if wanted == interest { return }
        loop.changeInterest(self, descriptor: descriptor, from: interest, to: wanted)
        interest = wanted
    }
}
