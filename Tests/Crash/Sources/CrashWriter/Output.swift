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

/// The standard output without a buffer: what was written has left the process when it dies.
enum Output {
    /// Writes a line with one system call; short lines reach a pipe whole.
    static func line(_ text: String) {
        var bytes = Array(text.utf8)
        bytes.append(0x0A)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                exit(3)
            }
            sent += count
        }
    }
}
