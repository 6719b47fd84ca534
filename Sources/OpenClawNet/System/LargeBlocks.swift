// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import CLinux
#endif

/// Memory of blocks that are large and short-lived, such as files that are read as a whole.
package enum LargeBlocks {
    /// Has blocks of a megabyte or more mapped one by one from now on, so that the system gets them back as soon as they are freed.
    ///
    /// Otherwise glibc learns from the first large block that is freed (mallopt(3), M_MMAP_THRESHOLD) and takes later ones of up to 32 MiB from the
    /// heaps of its threads, each of which keeps twice as much when they are free again. Other libraries need nothing of the kind.
    package static func areGivenBack() {
        #if canImport(Glibc)
            _ = mallopt(M_MMAP_THRESHOLD, 1 << 20)
        #endif
    }
}
