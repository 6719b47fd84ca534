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
    /// Whether the kernel knows of nothing that has arrived: neither bytes nor the peer's end. Costs a system call.
    var isQuiet: Bool {
        guard !isClosed else { return false }
        var byte: UInt8 = 0
        #if canImport(Glibc)
            let flags = Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)
        #else
            let flags = MSG_PEEK | MSG_DONTWAIT
        #endif
        while true {
            if recv(descriptor, &byte, 1, flags) >= 0 { return false }
            if errno != EINTR { return errno == EAGAIN }
        }
    }
}
