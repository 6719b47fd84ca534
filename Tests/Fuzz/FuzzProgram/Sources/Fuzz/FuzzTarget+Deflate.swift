// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet

extension FuzzTarget {
    /// Whatever is inflated stays within the limit, also when one message after the other uses the same window.
    static func inflationIsBounded(_ input: [UInt8]) {
        let compression = WebSocketDeflate().makeServerCompression(WebSocketDeflate.frugalWishes)
        let cut = input.count / 2
        for piece in [input[...], input[..<cut], input[cut...]] {
            let inflated = Array(piece).withUnsafeBytes { compression.inflate($0, limit: 4096) }
            require((inflated?.count ?? 0) <= 4096, "\(inflated?.count ?? 0) bytes were inflated, 4096 are allowed")
        }
    }
}
