// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How much a log record matters.
public enum LogLevel: UInt8, Sendable, Hashable, CaseIterable, Comparable {
    /// What a developer looking for a fault wants to see.
    case debug
    /// What an operator wants to see on a good day.
    case info
    /// Something is off but taken care of.
    case warn
    /// Something failed.
    case error
    /// The program cannot go on.
    case fatal

    /// The level's name in logs and configuration.
    public var name: String {
        switch self {
        case .debug: "debug"
        case .info: "info"
        case .warn: "warn"
        case .error: "error"
        case .fatal: "fatal"
        }
    }

    /// Reads a level's name in any case; `trace`, `warning` and `critical` are understood as well.
    public init?(name: String) {
        switch name.lowercased() {
        case "debug", "trace": self = .debug
        case "info": self = .info
        case "warn", "warning": self = .warn
        case "error": self = .error
        case "fatal", "critical": self = .fatal
        default: return nil
        }
    }

    /// Whether `left` matters less.
    public static func < (left: LogLevel, right: LogLevel) -> Bool {
        left.rawValue < right.rawValue
    }
}
