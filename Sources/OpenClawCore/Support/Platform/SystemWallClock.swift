// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// Besides the file system this is the only place in the module which calls the C library: the standard library has no wall clock.

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif
// The compiler attributes `timespec` to whichever C module it met first, which depends on the order it reads files in.
#if canImport(SwiftOverlayShims)
    internal import SwiftOverlayShims
#endif

/// The wall clock of the operating system.
public struct SystemWallClock: WallClock {
    /// Creates the clock; it holds nothing.
    public init() {}

    /// The current time.
    public func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
