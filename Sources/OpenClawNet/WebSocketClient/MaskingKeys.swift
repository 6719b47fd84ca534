// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// Unpredictable masking keys (RFC 6455 section 5.3), made in batches.
struct MaskingKeys {
    private var keys: [UInt32] = []

    /// The next key, or nil when the system has no randomness.
    mutating func next() -> UInt32? {
        if let key = keys.popLast() { return key }
        var batch = [UInt32](repeating: 0, count: 128)
        let isFilled = batch.withUnsafeMutableBytes { buffer in
            RAND_bytes(buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(buffer.count)) == 1
        }
        guard isFilled else {
            ERR_clear_error()
            return nil
        }
        keys = batch
        return keys.popLast()
    }
}
