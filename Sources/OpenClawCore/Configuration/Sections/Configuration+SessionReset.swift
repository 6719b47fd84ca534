// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `session.reset` and its likes: when conversations end by themselves (PROTOCOL 5.3).
    public struct SessionReset: Sendable, Hashable {
        /// What ends them; `nil` is what the other keys say: daily with an hour, idle with minutes, otherwise nothing.
        public var mode: SessionResetMode?
        /// The hour of the day, 0 to 23; `nil` is 4.
        public var atHour: Int?
        /// How many minutes nothing may be said.
        public var idleMinutes: Int?

        /// The hour when none is given.
        public static let defaultHour = 4

        /// The object without any key set.
        public init() {}

        /// What it means.
        public var policy: ResetPolicy {
            let implied: SessionResetMode = self.atHour != nil ? .daily : self.idleMinutes != nil ? .idle : SessionResetMode.none
            let mode: SessionResetMode = self.mode ?? implied
            if mode == SessionResetMode.none { return .never }
            let idle = self.idleMinutes.map { Duration.seconds($0 * 60) }
            return ResetPolicy(dailyHour: mode == .daily ? self.atHour ?? Self.defaultHour : nil, idle: idle)
        }
    }

    /// `session.resetByType`: the same for kinds of conversations; `nil` where the general one holds.
    public struct SessionResetByType: Sendable, Hashable {
        /// Conversations of two.
        public var direct: SessionReset?
        /// Groups, rooms and broadcast channels.
        public var group: SessionReset?
        /// Threads and topics.
        public var thread: SessionReset?

        /// The object without any key set.
        public init() {}
    }
}

extension Configuration.SessionReset {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "mode",
                \.mode,
                .choice([SessionResetMode.none, .daily, .idle]),
                "What begins a new conversation: `none` nothing, `daily` the hour `atHour` (and `idleMinutes`, when set, whichever comes first), `idle` a silence of `idleMinutes`. When left out, `atHour` means daily and `idleMinutes` idle."
            ),
            .key(
                "atHour",
                \.atHour,
                .integer(0...23, words: "an hour", example: 4),
                "The hour of the day in the gateway's time zone (`cron.timeZone`); 4 when left out."
            ),
            .key(
                "idleMinutes",
                \.idleMinutes,
                .integer(1...5_256_000, words: "a number of minutes", example: 60),
                "How long nobody may say anything; heartbeats and scheduled jobs do not count."
            ),
        ],
        check: { reset, decoder in
            let path = decoder.path
            if reset.mode == .idle, reset.idleMinutes == nil {
                decoder.report(
                    .missingKey,
                    at: path.appending("mode"),
                    "\"idle\" needs idleMinutes beside it, for instance idleMinutes: 60"
                )
            }
            for (name, isSet) in [("atHour", reset.atHour != nil), ("idleMinutes", reset.idleMinutes != nil)] where isSet {
                guard reset.mode == SessionResetMode.none || (reset.mode == .idle && name == "atHour") else { continue }
                decoder.note(
                    .invalidValue,
                    at: path.appending(name),
                    "has no effect with mode \"\(reset.mode?.rawValue ?? "")\"; remove it or set the mode to \(name == "atHour" ? "daily" : "idle or daily")"
                )
            }
        }
    )
}

extension Configuration.SessionResetByType {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key("direct", \.direct, Configuration.SessionReset.schema.type, aliases: ["dm"], "The same for conversations of two."),
            .key("group", \.group, Configuration.SessionReset.schema.type, "The same for groups, rooms and broadcast channels."),
            .key("thread", \.thread, Configuration.SessionReset.schema.type, "The same for threads and topics."),
        ]
    )
}

extension ConfigurationType<String> {
    /// A word that begins a new conversation.
    static var resetTrigger: Self {
        .text("a word or words of at most 64 bytes without white space around them", example: "\"/new\"") { text in
            let isTrimmed = text.first.map { !$0.isWhitespace } ?? false && !(text.last?.isWhitespace ?? true)
            return isTrimmed && text.utf8.count <= 64 && !text.utf8.contains { $0 < 0x20 || $0 == 0x7F }
        }
    }
}
