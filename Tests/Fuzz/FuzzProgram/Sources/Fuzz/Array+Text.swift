// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
    /// The bytes as text, broken ones replaced.
    var text: String { String(decoding: self, as: UTF8.self) }

    /// The bytes in hexadecimal.
    var hex: String { self.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
}
