// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where a command writes.
struct Console: Sendable {
    /// Whether the output is a terminal.
    var isTerminal: Bool
    /// Colours of the output.
    var style: ConsoleStyle
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

    /// Writes text.
    func write(_ text: String) { self.output(Array(text.utf8)) }

    /// Writes bytes.
    func write(bytes: [UInt8]) { self.output(bytes) }

    /// Writes a line.
    func line(_ text: String = "") { self.output(Array("\(text)\n".utf8)) }

    /// Writes a line to the error output.
    func errorLine(_ text: String) { self.errorOutput(Array("\(text)\n".utf8)) }

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
