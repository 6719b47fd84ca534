// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How a run stands.
public struct RunStatus: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The status as it stands on the wire.
    public let rawValue: String

    /// Wraps a status.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The agent has answered.
    public static let ok = RunStatus(rawValue: "ok")
    /// The agent has failed.
    public static let error = RunStatus(rawValue: "error")
    /// Time ran out.
    public static let timeout = RunStatus(rawValue: "timeout")
    /// Somebody stopped it.
    public static let aborted = RunStatus(rawValue: "aborted")

    /// The status as it stands on the wire.
    public var description: String { self.rawValue }
}
