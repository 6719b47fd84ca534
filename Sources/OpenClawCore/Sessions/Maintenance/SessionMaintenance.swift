// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How sessions that nobody uses leave the active set, and when transcripts are removed (PROTOCOL 5.3, `session.maintenance`).
///
/// A session that leaves the active set is *archived*: lists leave it out, it does not count for the maximum, its transcript and its properties
/// stay, and its next message or `sessions.patch {archived: null}` brings it back. *Removed* are transcripts of archived sessions and those that
/// resets, deletions and repairs have put aside, the oldest first, and only in the mode ``SessionMaintenanceMode/enforce``.
///
/// Never touched: main sessions of agents, pinned ones, and those with work that waits or runs. Nothing is removed that something has
/// happened to within ``minimumRest``.
public struct SessionMaintenance: Sendable, Hashable {
    /// What is done beside counting.
    public var mode: SessionMaintenanceMode
    /// How long an active session may rest before it is archived; `nil` for ever.
    public var pruneAfter: Duration?
    /// How many sessions may be active; beyond that those that have rested longest are archived. `nil` is without bound.
    public var maximumActive: Int?
    /// How many bytes all transcripts may have together, those put aside included; `nil` is without bound.
    public var maximumBytes: Int?
    /// Down to where archived transcripts are removed once there are more.
    public var highWater: SessionHighWater
    /// How long what is archived is kept; `nil` for ever, unless the disk budget is exceeded.
    public var archiveRetention: Duration?
    /// How long sessions of scheduled jobs rest before they are archived, in either mode; `nil` treats them like others.
    public var cronRetention: Duration?
    /// The time between two rounds.
    public var interval: Duration
    /// The time from the start to the first round.
    public var initialDelay: Duration
    /// How many sessions or transcripts one round archives, and how many it removes, for each reason; the next round comes soon when there are more.
    public var maximumActions: Int

    /// Nothing that something has happened to within this time is removed, or archived to make room.
    public static let minimumRest = Duration.seconds(3_600)

    /// Makes a policy; by default it only counts.
    public init(
        mode: SessionMaintenanceMode = .warn,
        pruneAfter: Duration? = .seconds(30 * 86_400),
        maximumActive: Int? = 5_000,
        maximumBytes: Int? = 10 << 30,
        highWater: SessionHighWater = .percent(80),
        archiveRetention: Duration? = nil,
        cronRetention: Duration? = .seconds(86_400),
        interval: Duration = .seconds(3_600),
        initialDelay: Duration = .seconds(300),
        maximumActions: Int = 500
    ) {
        self.mode = mode
        self.pruneAfter = pruneAfter
        self.maximumActive = maximumActive
        self.maximumBytes = maximumBytes
        self.highWater = highWater
        self.archiveRetention = archiveRetention
        self.cronRetention = cronRetention
        self.interval = max(.seconds(1), interval)
        self.initialDelay = initialDelay
        self.maximumActions = max(1, maximumActions)
    }

    /// Whether what a reason asks for is done, not only counted.
    public func isEnforced(_ reason: SessionMaintenanceReason) -> Bool { self.mode == .enforce || reason == .cron }
}
