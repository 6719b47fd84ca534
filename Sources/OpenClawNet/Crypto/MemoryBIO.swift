// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// An OpenSSL memory buffer, owned.
struct MemoryBIO: ~Copyable {
    let pointer: OpaquePointer

    /// Takes over a buffer from OpenSSL.
    init(owning pointer: OpaquePointer) {
        self.pointer = pointer
    }

    /// An empty buffer to write to.
    init?() {
        guard let pointer = BIO_new(BIO_s_mem()) else { return nil }
        self.pointer = pointer
    }

    /// A buffer that holds a copy of `bytes`.
    init?(_ bytes: [UInt8]) {
        guard let count = Int32(exactly: bytes.count), let pointer = BIO_new(BIO_s_mem()) else { return nil }
        guard bytes.isEmpty || BIO_write(pointer, bytes, count) == count else {
            BIO_free(pointer)
            return nil
        }
        self.pointer = pointer
    }

    deinit {
        BIO_free(pointer)
    }

    /// The number of unread bytes.
    var count: Int { BIO_ctrl_pending(pointer) }

    /// Takes everything out.
    func take() -> [UInt8] {
        let count = count
        guard count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            var read = 0
            if BIO_read_ex(pointer, buffer.baseAddress, count, &read) == 1 { initialized = read }
        }
    }
}

extension MemoryBIO {
    /// The content of a file, to read.
    init?(contentsOfFile path: String) {
        guard let pointer = BIO_new_file(path, "r") else { return nil }
        self.init(owning: pointer)
    }
}
