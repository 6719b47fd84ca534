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

    private func wrap(_ code: String, _ text: String) -> String {
        self.isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
