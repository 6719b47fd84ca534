// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import CLinux

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A pipe from a program; no other program inherits it. For one thread.
final class ProcessPipe {
    private(set) var reader: Int32
    private(set) var writer: Int32
    var isOpen: Bool { self.reader >= 0 }

    init() throws(ProcessError) {
        var ends: [Int32] = [-1, -1]
        #if canImport(Darwin)
            let result = pipe(&ends)
            if result == 0 { for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) } }
        #else
            let result = pipe2(&ends, O_CLOEXEC)
        #endif
        guard result == 0 else { throw ProcessError("no pipe can be made: \(String(cString: strerror(errno)))") }
        self.reader = ends[0]
        self.writer = ends[1]
    }

    deinit {
        if self.reader >= 0 { close(self.reader) }
        if self.writer >= 0 { close(self.writer) }
    }

    func closeWriter() {
        close(self.writer)
        self.writer = -1
    }

    /// What can be read now; `nil` at the end, where the reader is closed.
    func read() -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
            count = max(0, systemRead(self.reader, buffer.baseAddress, buffer.count))
        }
        if !bytes.isEmpty { return bytes }
        close(self.reader)
        self.reader = -1
        return nil
    }
}

// The member above hides the C function of the same name.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int { read(descriptor, buffer, count) }
