// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `heartbeat.activeHours`: the hours of the day in which heartbeats take place.
    public struct ActiveHours: Sendable, Hashable {
        /// When they begin, such as `08:00`.
        public var start = ""
        /// When they end, `24:00` at most; before ``start`` for hours that go on past midnight.
        public var end = ""
        /// A zone's IANA name, ``local`` or ``user``; `nil` is ``user``.
        public var timeZone: String?

        /// The zone of the machine.
        public static let local = "local"
        /// `agents.defaults.userTimezone`, or else the zone of the machine.
        public static let user = "user"

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.ActiveHours {
    static let schema = ConfigurationObject<Self>(
        Self(),
        required: ["start", "end"],
        [
            .key(
                "start",
                \.start,
                Self.time("a time from \"00:00\" to \"23:59\"", "\"08:00\"", before: 1_440),
                default: "",
                "When they begin."
            ),
            .key(
                "end",
                \.end,
                Self.time("a time from \"00:00\" to \"24:00\"", "\"22:00\"", before: 1_441),
                default: "",
                "When they end; earlier than `start` for hours that go on past midnight."
            ),
            .key(
                "timezone",
                \.timeZone,
                .text("the name of a time zone, \"local\" or \"user\"", example: "\"Europe/Berlin\""),
                "Whose clocks count: an IANA name, `local` (the machine's: `TZ`, then `/etc/timezone`, then UTC) or `user` (`agents.defaults.userTimezone`, else the machine's), which it is without a value."
            ),
        ],
        check: { hours, decoder in
            guard HeartbeatHours.minutes(hours.start) == HeartbeatHours.minutes(hours.end) else { return }
            decoder.report(
                .conflict,
                "the hours begin and end at \(hours.start); write 00:00 to 24:00 for the whole day, or set every to 0"
            )
        }
    )

    private static func time(_ words: String, _ example: String, before end: Int) -> ConfigurationType<String> {
        .text(words, example: example) { text in HeartbeatHours.minutes(text).map { $0 < end } ?? false }
    }
}
