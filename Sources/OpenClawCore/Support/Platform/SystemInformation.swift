// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// The machine that the process runs on.
struct SystemInformation: Sendable {
    /// The machine's name in the network.
    var hostname: String
    /// The kernel, for instance `linux`.
    var platform: String
    /// The kernel's release.
    var release: String
    /// The processor, for instance `x86_64`.
    var architecture: String
    /// How many processors are online.
    var processorCount: Int
    /// Runnable processes, averaged over 1, 5 and 15 minutes.
    var loadAverage: [Double]
    /// Memory, in bytes; zero when unknown.
    var memoryTotal: Int
    /// Memory that is free, in bytes; zero when unknown.
    var memoryFree: Int
    /// The process.
    var processID: Int

    /// Asks the operating system; takes microseconds and reads no file.
    static func current() -> SystemInformation {
        var names = utsname()
        _ = uname(&names)
        func text<Field>(_ field: Field) -> String {
            withUnsafeBytes(of: field) { bytes in String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
        }
        var load = [Double](repeating: 0, count: 3)
        let samples = getloadavg(&load, 3)
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let pages = Int(sysconf(Int32(_SC_PHYS_PAGES)))
        #if canImport(Darwin)
            let free = 0
        #else
            let free = Int(sysconf(Int32(_SC_AVPHYS_PAGES)))
        #endif
        return SystemInformation(
            hostname: text(names.nodename),
            platform: text(names.sysname).lowercased(),
            release: text(names.release),
            architecture: text(names.machine),
            processorCount: max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))),
            loadAverage: Array(load.prefix(max(0, Int(samples)))),
            memoryTotal: max(0, page * pages),
            memoryFree: max(0, page * free),
            processID: Int(getpid())
        )
    }
}
