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

/// The lines of the standard input, looked for once in a millisecond.
struct Input {
    private var buffer: [UInt8] = []

    init() { _ = fcntl(0, F_SETFL, fcntl(0, F_GETFL) | O_NONBLOCK) }

    /// The lines that have come since the last call, at least one.
    mutating func lines() async throws -> [String] {
        while true {
            let chunk = Self.chunk()
            if chunk.isEmpty {
                try await Task.sleep(for: .milliseconds(1))
                continue
            }
            self.buffer += chunk
            guard let end = self.buffer.lastIndex(of: 0x0A) else { continue }
            let text = String(decoding: self.buffer[..<end], as: UTF8.self)
            self.buffer.removeSubrange(...end)
            return text.split(separator: "\n").map(String.init)
        }
    }

    private static func chunk() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 1 << 16) { bytes, count in
            count = max(0, read(0, bytes.baseAddress, bytes.count))
        }
    }
}
