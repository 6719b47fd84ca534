// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// An event, encoded once for all who get it.
///
/// ``frame`` is the event's JSON text without its closing brace, so that each connection can add its own sequence number.
public final class PublishedEvent: Sendable {
    /// The event's name.
    public let name: String
    /// Who may see it.
    public let access: EventAccess
    /// For whom it is meant.
    public let audience: EventAudience
    /// The bits of the session and run it is for; what a client follows has one of them.
    let interests: UInt64
    /// Whom its audience leaves out, told without looking at names.
    package let reach: EventReach
    /// The lane of the one client that follows the run it is about; `nil` when anybody may.
    let home: JobLane?
    /// The bit of its session.
    let sessionInterest: UInt64
    /// A capability the client must have announced.
    public let capability: String?
    /// The conversation it belongs to: nodes get the events of those they follow.
    public let session: SessionKey?
    /// Whether a slow client may miss it.
    public let dropsWhenSlow: Bool
    /// Whether the event counts in a connection's sequence.
    public let isSequenced: Bool
    /// The frame for protocol 4, without the closing brace.
    public let frame: [UInt8]
    /// The frame for protocol 3 where it differs, without the closing brace.
    public let legacyFrame: [UInt8]?
    /// The frame for a client that joins a run late: with the whole text so far. Without the closing brace.
    public let snapshotFrame: [UInt8]?
    /// The run a delta belongs to and how many clients were known when it began.
    let delta: (run: RunID, startedAt: UInt64)?

    /// Makes an event from its frames.
    init(
        name: String,
        access: EventAccess,
        audience: EventAudience = .everyone,
        capability: String? = nil,
        session: SessionKey? = nil,
        dropsWhenSlow: Bool = false,
        isSequenced: Bool = true,
        frame: [UInt8],
        legacyFrame: [UInt8]? = nil,
        snapshotFrame: [UInt8]? = nil,
        delta: (run: RunID, startedAt: UInt64)? = nil,
        home: JobLane? = nil,
        marks: EventMarks? = nil
    ) {
        self.name = name
        self.access = access
        self.audience = audience
        switch audience {
        // A run's own session and name: no need to look at them again.
        case .observersOrWatchers, .watchers: self.interests = marks?.all ?? audience.interests
        case .everyone, .observers, .client, .sessionList: self.interests = 0
        }
        self.reach = EventReach(audience)
        self.home = home
        self.sessionInterest = home == nil ? 0 : marks?.session ?? session.map(EventAudience.interest(in:)) ?? 0
        self.capability = capability
        self.session = session
        self.dropsWhenSlow = dropsWhenSlow
        self.isSequenced = isSequenced
        self.frame = frame
        self.legacyFrame = legacyFrame
        self.snapshotFrame = snapshotFrame
        self.delta = delta
    }

    /// Makes an event with a payload.
    public convenience init(
        name: String,
        access: EventAccess,
        audience: EventAudience = .everyone,
        capability: String? = nil,
        session: SessionKey? = nil,
        dropsWhenSlow: Bool = false,
        isSequenced: Bool = true,
        stateVersion: StateVersion? = nil,
        home: JobLane? = nil,
        payload: (inout JSONWriter) -> Void
    ) {
        self.init(
            name: name,
            access: access,
            audience: audience,
            capability: capability,
            session: session,
            dropsWhenSlow: dropsWhenSlow,
            isSequenced: isSequenced,
            frame: Self.encode(name, stateVersion: stateVersion, payload: payload),
            home: home
        )
    }

    /// Writes `{"type":"event","event":…,"payload":…` without the closing brace.
    static func encode(_ name: String, stateVersion: StateVersion? = nil, payload: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 384)
        writer.literal(#"{"type":"event","event":"#)
        writer.needsComma = false
        writer.string(name)
        if let stateVersion {
            writer.key("stateVersion")
            writer.beginObject()
            writer.field("presence", stateVersion.presence)
            writer.field("health", stateVersion.health)
            writer.endObject()
        }
        writer.key("payload")
        payload(&writer)
        return writer.finish()
    }

    /// The frame that fits a client, without the closing brace.
    public func frame(for client: ClientSession) -> [UInt8] {
        if client.protocolVersion < 4, let legacyFrame { return legacyFrame }
        if let snapshotFrame, let delta, client.ordinal > delta.startedAt, client.needsSnapshot(of: delta.run) { return snapshotFrame }
        return self.frame
    }
}
