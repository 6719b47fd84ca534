// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The identifiers of transcripts.
///
/// They become file names, so only a narrow form is accepted: 1 to 128 bytes of ASCII letters, digits, `.`, `-` and `_`, not
/// beginning with a dot.
enum SessionIdentifier {
    /// Whether an identifier that came from outside may become a file name.
    static func isValid(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, first != 0x2E, bytes.count <= 128 else { return false }
        return bytes.allSatisfy { byte in
            (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A) || byte == 0x2D
                || byte == 0x2E || byte == 0x5F
        }
    }
}
