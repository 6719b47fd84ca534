// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Text from outside, made safe to show to a person who decides on it (CVE-2026-35651).
public enum DisplayText {
    /// The text with every character that a terminal or a browser could act on written out as `\u{…}`: control characters, line breaks,
    /// and characters that hide or turn around what stands beside them.
    public static func plain(_ text: String, maximumLength: Int = 16_384) -> String {
        var output = ""
        var length = 0
        for scalar in text.unicodeScalars {
            guard length < maximumLength else {
                output += "…"
                break
            }
            if Self.isHarmful(scalar) { output += "\\u{\(String(scalar.value, radix: 16))}" } else { output.unicodeScalars.append(scalar) }
            length += 1
        }
        return output
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
        default: false
        }
    }

    /// Words as a shell would take them, quoted where needed.
    public static func commandLine(_ words: [String]) -> String {
        Self.plain(words.map(Self.quoted).joined(separator: " "))
    }

    private static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.utf8.allSatisfy { byte in
                (byte | 0x20 >= 97 && byte | 0x20 <= 122) || (byte >= 48 && byte <= 57) || "-_./:=@%+,".utf8.contains(byte)
            }
        return isPlain ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
