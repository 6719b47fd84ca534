// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How log lines look on the console (`logging.consoleStyle`).
public struct ConsoleLogStyle: RawRepresentable, Hashable, Sendable {
    /// The style as configuration writes it.
    public let rawValue: String

    /// Wraps a style.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Coloured, for people.
    public static let pretty = ConsoleLogStyle(rawValue: "pretty")
    /// One short line each.
    public static let compact = ConsoleLogStyle(rawValue: "compact")
    /// JSON lines.
    public static let json = ConsoleLogStyle(rawValue: "json")
}
