// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Lines of the standard input.
///
/// Reading a terminal blocks, so a thread reads whenever a line is asked for. When the task that asked goes away, the line waits for
/// the next one that asks.
final class StandardInput: LineSource {
    /// The longest line, in bytes; what is longer is cut.
    static let maximumLineLength = 1 << 20

    private struct State {
        var isReading = false
        var pending: [UInt8] = []
        var isAtEnd = false
    }

    private let state = Mutex(State())
    private let lines = Mailbox<String>(capacity: 4)

    func nextLine() async -> String? {
        let mayStart = self.state.withLock { state in
            guard !state.isReading, !state.isAtEnd, self.lines.count == 0 else { return false }
            state.isReading = true
            return true
        }
        if mayStart, !ProcessThread.start({ self.readLine() }) { self.lines.close() }
        return await self.lines.next()
    }

    /// Reads until there is a whole line.
    private func readLine() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let line = self.state.withLock { state -> String? in
                guard let end = state.pending.firstIndex(of: 0x0A) else { return nil }
                var line = state.pending[..<end]
                if line.last == 0x0D { line = line.dropLast() }
                let text = String(decoding: line, as: UTF8.self)
                state.pending.removeSubrange(...end)
                state.isReading = false
                return text
            }
            if let line {
                self.lines.offer(line)
                return
            }
            let count = buffer.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            self.state.withLock { state in
                state.pending += buffer[..<count].prefix(max(0, Self.maximumLineLength - state.pending.count))
                if state.pending.count >= Self.maximumLineLength, state.pending.last != 0x0A { state.pending.append(0x0A) }
            }
        }
        let rest = self.state.withLock { state -> String in
            state.isAtEnd = true
            state.isReading = false
            return String(decoding: state.pending, as: UTF8.self)
        }
        if !rest.isEmpty { self.lines.offer(rest) }
        self.lines.close()
    }
}
