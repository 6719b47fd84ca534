// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The least important level that is logged (`logging.level`).
public struct LogLevelSetting: RawRepresentable, Hashable, Sendable {
    /// The level as configuration writes it.
    public let rawValue: String

    /// Wraps a level.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Everything, also every frame.
    public static let trace = LogLevelSetting(rawValue: "trace")
    /// Details for developers.
    public static let debug = LogLevelSetting(rawValue: "debug")
    /// What operators want to know.
    public static let info = LogLevelSetting(rawValue: "info")
    /// What may become a problem.
    public static let warn = LogLevelSetting(rawValue: "warn")
    /// What failed.
    public static let error = LogLevelSetting(rawValue: "error")
    /// What ends the gateway.
    public static let fatal = LogLevelSetting(rawValue: "fatal")
    /// Nothing.
    public static let silent = LogLevelSetting(rawValue: "silent")

    /// Every level, the most talkative first.
    public static let all: [LogLevelSetting] = [.trace, .debug, .info, .warn, .error, .fatal, .silent]

    /// The level of log records; `nil` for silence.
    public var level: LogLevel? { self == .silent ? nil : LogLevel(name: self.rawValue) }
}
