// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes each record as one line for people: time, level, component, event, message and fields.
///
/// Control characters are escaped, so that no text from outside can forge lines or steer the terminal.
public struct ConsoleLogFormatter: LogFormatter {
    /// Whether ANSI colours are used.
    public var usesColor: Bool

    /// Creates a formatter; decide about colours by whether the output is a terminal and `NO_COLOR` is unset.
    public init(usesColor: Bool) {
        self.usesColor = usesColor
    }

    /// The record as one line of plain or coloured text.
    public func format(_ record: LogRecord) -> [UInt8] {
        var line = ""
        line += paint(String(record.timestamp.description.dropFirst(11).dropLast()), "2")
        line += " "
        line += paint(padded(record.level.name.uppercased(), to: 5), color(of: record.level))
        line += " "
        line += paint(padded(plain(record.component), to: 12), "36")
        line += " "
        line += paint(plain(record.event), "1")
        if let message = record.message {
            line += "  "
            line += plain(message)
        }
        for field in record.metadata.fields {
            line += "  "
            line += paint(plain(field.key) + "=", "2")
            line += value(field.value)
        }
        line += "\n"
        return Array(line.utf8)
    }

    private func color(of level: LogLevel) -> String {
        switch level {
        case .debug: "90"
        case .info: "32"
        case .warn: "33"
        case .error: "31"
        case .fatal: "1;97;41"
        }
    }

    private func paint(_ text: String, _ code: String) -> String {
        usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    private func padded(_ text: String, to width: Int) -> String {
        let missing = width - text.count
        return missing > 0 ? text + String(repeating: " ", count: missing) : text
    }

    private func value(_ value: LogValue) -> String {
        let text = plain(value.description)
        guard case .string = value, text.isEmpty || text.contains(where: { $0 == " " || $0 == "\"" || $0 == "=" }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"") + "\""
    }

    private func plain(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { ConsoleLogFormatter.isControl($0) }) else { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            if ConsoleLogFormatter.isControl(scalar) {
                escaped += scalar.escaped(asASCII: true)
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Control characters, line and paragraph separators, and marks which change the direction of text.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
