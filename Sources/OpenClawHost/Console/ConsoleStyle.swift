// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Colours for terminals; plain text everywhere else.
struct ConsoleStyle: Sendable {
    /// Whether escape sequences are written.
    var isColoured: Bool

    func bold(_ text: String) -> String { self.wrap("1", text) }
    func dim(_ text: String) -> String { self.wrap("2", text) }
    func accent(_ text: String) -> String { self.wrap("36", text) }
    func good(_ text: String) -> String { self.wrap("32", text) }
    func warning(_ text: String) -> String { self.wrap("33", text) }
    func bad(_ text: String) -> String { self.wrap("31", text) }
    func link(_ text: String) -> String { self.wrap("1;4;36", text) }

    /// Every sequence that may be written.
    static let sequences: Set<String> = Set(["0", "1", "2", "31", "32", "33", "36", "1;4;36"].map(Self.sequence))

    private static func sequence(_ code: String) -> String { "\u{1B}[\(code)m" }

    private func wrap(_ code: String, _ text: String) -> String {
        self.isColoured ? "\(Self.sequence(code))\(text)\(Self.sequence("0"))" : text
    }
}
