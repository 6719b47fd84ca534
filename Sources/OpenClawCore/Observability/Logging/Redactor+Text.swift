// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Redactor {
    /// The text with secrets masked which can be recognised by what is around them: `Bearer …`, `Basic …`, the password in
    /// `scheme://user:password@host`, and `name=value` or `"name": "value"` whose name is that of a secret.
    ///
    /// Known secrets are masked wherever they are.
    public func redact(_ text: String) -> String {
        let text = self.known?.replaced(in: text, mask: self.mask) ?? text
        let bytes = Array(text.utf8)
        // Most texts hold none of the marks and are returned as they are.
        guard bytes.contains(where: { $0 == 0x3D || $0 == 0x3A || $0 == 0x20 }) else { return text }
        var output: [UInt8] = []
        var copied = 0
        var place = 0
        while place < bytes.count {
            guard let secret = secretRange(in: bytes, at: place), secret.upperBound > secret.lowerBound else {
                place += 1
                continue
            }
            output += bytes[copied..<secret.lowerBound]
            output += mask(String(decoding: bytes[secret], as: UTF8.self)).utf8
            copied = secret.upperBound
            place = max(secret.upperBound, place + 1)
        }
        if copied == 0 { return text }
        output += bytes[copied...]
        return String(decoding: output, as: UTF8.self)
    }

    /// The secret which the mark at `place` introduces.
    private func secretRange(in bytes: [UInt8], at place: Int) -> Range<Int>? {
        switch bytes[place] {
        case 0x20:  // "Bearer xyz"
            let scheme = word(in: bytes, before: place)
            guard scheme == "bearer" || scheme == "basic" else { return nil }
            let end = endOfValue(in: bytes, from: place + 1)
            return end - place > 8 ? place + 1..<end : nil
        case 0x3D, 0x3A:  // "name=value", "name: value", "://user:password@host"
            if bytes[place] == 0x3A, bytes[place...].starts(with: [0x3A, 0x2F, 0x2F]) { return password(in: bytes, from: place + 3) }
            guard isSecret(key: word(in: bytes, before: place)) else { return nil }
            var start = place + 1
            while start < bytes.count, bytes[start] == 0x20 || bytes[start] == 0x22 || bytes[start] == 0x27 { start += 1 }
            let end = endOfValue(in: bytes, from: start)
            // "Authorization: Bearer xyz" keeps its scheme; the token is masked by the case above.
            let value = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
            return value == "bearer" || value == "basic" ? nil : start..<end
        default:
            return nil
        }
    }

    private func password(in bytes: [UInt8], from start: Int) -> Range<Int>? {
        var colon: Int?
        for place in start..<bytes.count {
            switch bytes[place] {
            case 0x3A where colon == nil: colon = place
            case 0x40: return colon.map { $0 + 1..<place }
            case 0x2F, 0x3F, 0x23, 0...0x20: return nil
            default: continue
            }
        }
        return nil
    }

    /// The name which ends before `place`, quotes and spaces skipped, in its own spelling; schemes in lower case.
    private func word(in bytes: [UInt8], before place: Int) -> String {
        var end = place
        while end > 0, bytes[end - 1] == 0x22 || bytes[end - 1] == 0x27 { end -= 1 }
        var start = end
        while start > 0, Redactor.isNameByte(bytes[start - 1]) { start -= 1 }
        let word = String(decoding: bytes[start..<end], as: UTF8.self)
        return bytes[place] == 0x20 ? word.lowercased() : word
    }

    private func endOfValue(in bytes: [UInt8], from start: Int) -> Int {
        var end = start
        while end < bytes.count {
            switch bytes[end] {
            case 0...0x20, 0x22, 0x27, 0x26, 0x2C, 0x3B, 0x29, 0x5D, 0x7D: return end
            default: end += 1
            }
        }
        return end
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x2E: true
        default: false
        }
    }
}
