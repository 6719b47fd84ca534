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

/// An open file descriptor with one owner; closed when the owner lets go of it.
package struct FileDescriptor: ~Copyable {
    /// The number, for system calls. It must not outlive the value.
    package let raw: Int32

    /// Takes over a descriptor.
    package init(owning raw: Int32) {
        precondition(raw >= 0, "a descriptor is not negative")
        self.raw = raw
    }

    /// Gives the descriptor away; the caller closes it.
    package consuming func take() -> Int32 {
        let number = raw
        discard self
        return number
    }

    deinit {
        // EINTR included: on Linux the descriptor is gone whatever close answers, so it is never repeated.
        _ = close(raw)
    }
}
