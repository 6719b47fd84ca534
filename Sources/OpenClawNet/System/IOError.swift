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

/// A failed system call: its error number and what was being done.
public struct IOError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The `errno` value.
    public var errno: Int32
    /// What was attempted, for instance `bind 127.0.0.1:18789`.
    public var operation: String

    /// Describes a failure of `operation`.
    public init(errno: Int32, operation: String) {
        self.errno = errno
        self.operation = operation
    }

    /// The operation, the system's words for the error, and a remedy where one is known.
    public var description: String {
        var text = "\(operation): \(Self.message(errno)) (errno \(errno))"
        switch errno {
        case EADDRINUSE: text += "; another process uses this port, stop it or choose another port"
        case EACCES: text += "; ports below 1024 need a privilege, choose a higher one"
        case EADDRNOTAVAIL: text += "; the address belongs to no interface of this machine"
        case EMFILE, ENFILE: text += "; raise the limit of open files (ulimit -n)"
        default: break
        }
        return text
    }

    /// True if a listener could not be bound because the port is taken.
    public var isAddressInUse: Bool { errno == EADDRINUSE }

    /// True if an operation ran out of its time.
    public var isTimeout: Bool { errno == ETIMEDOUT }

    private static func message(_ number: Int32) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
            guard let base = buffer.baseAddress else { return "unknown error" }
            buffer.initialize(repeating: 0)
            _ = strerror_r(number, base, 127)
            return String(cString: base)
        }
    }
}
