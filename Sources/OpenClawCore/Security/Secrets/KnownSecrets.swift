// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The secrets in use, so that they can be taken out of whatever is logged.
public final class KnownSecrets: Sendable {
    /// How many are remembered.
    public static let maximumCount = 1_024
    /// Shorter ones are not looked for: their text is part of ordinary words.
    public static let minimumByteCount = 6

    private let texts: Mutex<[[UInt8]]>

    /// Begins with some secrets.
    public init(_ secrets: [Secret] = []) {
        self.texts = Mutex([])
        self.add(secrets)
    }

    /// Adds secrets; those already known stay once.
    public func add(_ secrets: some Sequence<Secret>) {
        self.texts.withLock { texts in
            for secret in secrets {
                let bytes = Array(secret.reveal().utf8)
                guard bytes.count >= Self.minimumByteCount, texts.count < Self.maximumCount, !texts.contains(bytes) else { continue }
                texts.append(bytes)
            }
            // The longest first: one may be a part of another.
            texts.sort { $0.count > $1.count }
        }
    }

    /// The text with every known secret replaced by what `mask` makes of it; `nil` when there is none in it.
    func replaced(in text: String, mask: (String) -> String) -> String? {
        let texts = self.texts.withLock { $0 }
        guard !texts.isEmpty else { return nil }
        var bytes = Array(text.utf8)
        var isChanged = false
        for secret in texts {
            var place = 0
            while let found = Self.find(secret, in: bytes, from: place) {
                let hidden = Array(mask(String(decoding: secret, as: UTF8.self)).utf8)
                bytes.replaceSubrange(found..<(found + secret.count), with: hidden)
                place = found + hidden.count
                isChanged = true
            }
        }
        return isChanged ? String(decoding: bytes, as: UTF8.self) : nil
    }

    private static func find(_ part: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count - start >= part.count else { return nil }
        for place in start...(bytes.count - part.count) where bytes[place] == part[0] && bytes[place...].starts(with: part) {
            return place
        }
        return nil
    }
}
