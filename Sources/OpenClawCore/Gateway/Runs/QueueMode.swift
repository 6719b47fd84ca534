// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What becomes of a message that comes while its session is busy (PROTOCOL 5).
public struct QueueMode: RawRepresentable, Hashable, Sendable {
    /// The mode as configuration and clients write it.
    public let rawValue: String

    /// Wraps a mode.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The running turn takes it in when its agent asks for such messages; otherwise it has a turn of its own afterwards.
    public static let steer = QueueMode(rawValue: "steer")
    /// It has a turn of its own afterwards.
    public static let followup = QueueMode(rawValue: "followup")
    /// It shares one turn with the others of the same sender that wait.
    public static let collect = QueueMode(rawValue: "collect")
    /// The running turn is stopped, what waits is given up, and it has the next turn.
    public static let interrupt = QueueMode(rawValue: "interrupt")

    /// Every mode.
    public static let all = [QueueMode.steer, .followup, .collect, .interrupt]

    /// The mode of this name, if there is one.
    public init?(named name: String) {
        guard let mode = Self.all.first(where: { $0.rawValue == name }) else { return nil }
        self = mode
    }
}
