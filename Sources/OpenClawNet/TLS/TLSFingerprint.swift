// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The SHA-256 digest of a certificate's DER bytes, by which a certificate is pinned.
public struct TLSFingerprint: Hashable, Sendable, CustomStringConvertible {
    /// The digest, 32 bytes.
    public let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads 64 hexadecimal digits, in either case, with or without colons and with or without the prefix `sha256:`.
    public init(_ text: String) throws(TLSError) {
        var rest = Substring(text)
        if rest.count > 7, rest.prefix(7).lowercased() == "sha256:" || rest.prefix(7).lowercased() == "sha256/" {
            rest = rest.dropFirst(7)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        var high: Int?
        for character in rest where character != ":" {
            guard let digit = character.hexDigitValue, bytes.count < 32 else { throw Self.malformed }
            if let first = high {
                bytes.append(UInt8(first << 4 | digit))
                high = nil
            } else {
                high = digit
            }
        }
        guard bytes.count == 32, high == nil else { throw Self.malformed }
        self.bytes = bytes
    }

    private static var malformed: TLSError {
        TLSError(.invalidConfiguration, message: "A fingerprint is the SHA-256 digest of the certificate: 64 hexadecimal digits.")
    }

    /// 64 lowercase hexadecimal digits.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
