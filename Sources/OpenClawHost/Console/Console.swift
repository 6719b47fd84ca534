// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Where a command writes.
///
/// Much of what is written comes from others: words of senders, names of devices, answers of models. ``line(_:)``, ``lines(_:)``,
/// ``words(_:)`` and ``errorLine(_:)`` write out whatever could steer the terminal (``TerminalText``); ``write(_:)`` and the functions that
/// take bytes do not and are for the program's own.
struct Console: Sendable {
    /// Whether the output is a terminal.
    var isTerminal: Bool
    /// Colours of the output.
    var style: ConsoleStyle
    /// Whether the output is for programs: it is JSON, which has no control characters, and stays as it is.
    var isForPrograms = false
    /// Colours of the error output.
    var errorStyle: ConsoleStyle
    private let output: @Sendable ([UInt8]) -> Void
    private let errorOutput: @Sendable ([UInt8]) -> Void

    /// Makes a console over two byte sinks.
    init(
        isTerminal: Bool = false,
        style: ConsoleStyle = ConsoleStyle(isColoured: false),
        errorStyle: ConsoleStyle = ConsoleStyle(isColoured: false),
        output: @escaping @Sendable ([UInt8]) -> Void,
        errorOutput: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.isTerminal = isTerminal
        self.style = style
        self.errorStyle = errorStyle
        self.output = output
        self.errorOutput = errorOutput
    }

    /// Writes text of the program's own as it is.
    func write(_ text: String) { self.output(Array(text.utf8)) }

    /// Writes bytes.
    func write(bytes: [UInt8]) { self.output(bytes) }

    /// Writes a line: what others wrote into it cannot make it two.
    func line(_ text: String = "") {
        let text = self.isForPrograms ? text : TerminalText(keepsStyles: self.style.isColoured).safe(text)
        self.output(Array("\(text)\n".utf8))
    }

    /// Writes text of several lines.
    func lines(_ text: String) {
        let text = self.isForPrograms ? text : TerminalText(keepsLines: true, keepsStyles: self.style.isColoured).safe(text)
        self.output(Array("\(text)\n".utf8))
    }

    /// Writes words of others as they come, without an end of line.
    func words(_ text: String) { self.output(Array(TerminalText(keepsLines: true).safe(text).utf8)) }

    /// Writes a value as JSON.
    func json(_ value: JSONValue) {
        let text = String(decoding: value.serialized(pretty: true), as: UTF8.self)
        self.output(Array("\(TerminalText.safe(json: text))\n".utf8))
    }

    /// Writes a line to the error output.
    func errorLine(_ text: String) {
        let text = TerminalText(keepsStyles: self.errorStyle.isColoured).safe(text)
        self.errorOutput(Array("\(text)\n".utf8))
    }

    /// Writes bytes to the error output.
    func writeError(bytes: [UInt8]) { self.errorOutput(bytes) }

    /// The console without colours.
    var plain: Console {
        var copy = self
        copy.style.isColoured = false
        copy.errorStyle.isColoured = false
        return copy
    }
}
