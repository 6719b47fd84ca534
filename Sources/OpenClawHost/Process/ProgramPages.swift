// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Gives the system back what only the start of the program needed.
///
/// Reading settings, relocating and registering types touches most of the program's code once, and the kernel maps whole neighbourhoods of what
/// is touched. Mapped code is never written to: dropping it costs nothing but a mapping when a page is needed again.
enum ProgramPages {
    /// Drops the mapped code of the program and its libraries. Linux only; elsewhere it does nothing.
    static func release() {
        #if os(Linux)
            guard let file = fopen("/proc/self/maps", "re") else { return }
            defer { fclose(file) }
            var line: UnsafeMutablePointer<CChar>?
            var capacity = 0
            defer { free(line) }
            while getline(&line, &capacity, file) > 0 {
                guard let line, let range = Self.code(String(cString: line)) else { continue }
                guard let start = UnsafeMutableRawPointer(bitPattern: range.lowerBound) else { continue }
                _ = madvise(start, Int(range.upperBound - range.lowerBound), Int32(MADV_DONTNEED))
            }
        #endif
    }

    /// The addresses of a line of `/proc/self/maps` that names executable pages of a file which are not written to (proc(5)).
    static func code(_ line: String) -> Range<UInt>? {
        let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
        guard fields.count == 6, fields[1] == "r-xp", fields[5].first(where: { $0 != " " }) == "/" else { return nil }
        let bounds = fields[0].split(separator: "-")
        guard bounds.count == 2, let low = UInt(bounds[0], radix: 16), let high = UInt(bounds[1], radix: 16), low < high else { return nil }
        return low..<high
    }
}
