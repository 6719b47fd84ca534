// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Makes text safe for a terminal: what others wrote may neither steer the terminal nor look like a line of the program's own.
///
/// Control characters, line breaks and characters that turn or hide text are written out as `\u{…}`, as ``DisplayText`` of the core does.
/// Unlike there, whatever people write stays as it is: joined emoji, scripts that need joiners, tabs.
struct TerminalText {
    /// Whether line breaks stay.
    var keepsLines = false
    /// Whether the sequences that ``ConsoleStyle`` writes stay.
    var keepsStyles = false

    /// The text with what is harmful written out.
    func safe(_ text: String) -> String {
        // Nearly all text is plain ASCII.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var output = ""
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        while index < scalars.endIndex {
            if self.keepsStyles, let end = Self.endOfStyle(in: scalars, at: index) {
                output.unicodeScalars.append(contentsOf: scalars[index..<end])
                index = end
                continue
            }
            let scalar = scalars[index]
            if scalar == "\n" ? !self.keepsLines : Self.isHarmful(scalar) {
                output += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                output.unicodeScalars.append(scalar)
            }
            index = scalars.index(after: index)
        }
        return output
    }

    /// JSON text whose strings have no control character; it means the same.
    static func safe(json: String) -> String {
        if json.utf8.allSatisfy({ $0 < 0x7F }) { return json }
        var output = ""
        for scalar in json.unicodeScalars {
            // Whatever JSON does not write as an escape itself and is harmful is in the first plane, or may stay.
            if scalar != "\n", scalar.value <= 0xFFFF, Self.isHarmful(scalar) {
                let digits = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                output.unicodeScalars.append(scalar)
            }
        }
        return output
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control: scalar != "\t"
        case .lineSeparator, .paragraphSeparator: true
        // Joiners are part of emoji and of several scripts; tags are part of flags.
        case .format: scalar.value != 0x200C && scalar.value != 0x200D && scalar.value < 0xE0000
        default: false
        }
    }

    /// The end of a sequence of ``ConsoleStyle`` that begins here.
    private static func endOfStyle(
        in scalars: String.UnicodeScalarView,
        at start: String.UnicodeScalarView.Index
    ) -> String.UnicodeScalarView.Index? {
        guard scalars[start] == "\u{1B}" else { return nil }
        let rest = scalars[start...].prefix(12)
        guard let end = rest.firstIndex(of: "m") else { return nil }
        let after = scalars.index(after: end)
        return ConsoleStyle.sequences.contains(String(scalars[start..<after])) ? after : nil
    }
}
