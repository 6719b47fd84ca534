// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// PEM text: from memory, or from a file that is read when a context is made and again at each reload.
public struct TLSPEM: Hashable, Sendable {
    enum Source: Hashable, Sendable {
        case bytes([UInt8])
        case file(String)
    }

    let source: Source

    private init(_ source: Source) {
        self.source = source
    }

    /// PEM text at hand.
    public static func bytes(_ bytes: [UInt8]) -> TLSPEM { TLSPEM(.bytes(bytes)) }

    /// The path of a file with PEM text.
    public static func file(_ path: String) -> TLSPEM { TLSPEM(.file(path)) }
}
