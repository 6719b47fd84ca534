// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import Testing

@Suite struct TLSFingerprintTests {
    static let digits = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

    @Test(arguments: [
        digits, digits.uppercased(), "sha256:" + digits, "SHA256:" + digits.uppercased(),
        stride(from: 0, to: 64, by: 2).map { String(digits.dropFirst($0).prefix(2)) }.joined(separator: ":"),
    ])
    func readsTheUsualForms(text: String) throws {
        #expect(try TLSFingerprint(text).description == Self.digits)
    }

    @Test(arguments: ["", "00", digits + "0", digits + "00", String(digits.dropLast()), "sha1:" + digits, "zz" + digits.dropFirst(2)])
    func refusesOthers(text: String) {
        #expect(throws: TLSError.self) { try TLSFingerprint(text) }
    }
}
