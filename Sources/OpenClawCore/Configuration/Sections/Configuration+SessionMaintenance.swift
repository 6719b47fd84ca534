// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `session.maintenance`: what becomes of sessions that nobody uses (PROTOCOL 5.3).
    public struct SessionMaintenance: Sendable, Hashable {
        /// Whether it acts or only tells.
        public var mode = SessionMaintenanceMode.warn
        /// How long a session may rest before it is archived.
        public var pruneAfter: Duration? = .seconds(30 * 86_400)
        /// How many sessions may be active.
        public var maxEntries: Int? = 5_000
        /// How many bytes all transcripts may have.
        public var maxDiskBytes: Int? = 10 << 30
        /// Down to where archived transcripts are removed.
        public var highWaterBytes = SessionHighWater.percent(80)
        /// How long what is archived is kept.
        public var archiveRetention: Duration?

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.SessionMaintenance {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "mode",
                \.mode,
                .choice([.warn, .enforce]),
                default: .warn,
                "`warn` counts and tells in the log once a day, `enforce` archives and removes. Sessions of agents' own, pinned ones and those with work are left alone."
            ),
            .key(
                "pruneAfter",
                \.pruneAfter,
                .orOff(.duration(.milliseconds, atLeast: .seconds(3_600))),
                default: .seconds(30 * 86_400),
                "How long a session may rest before it is archived: lists leave it out, its next message brings it back. `false` is for ever."
            ),
            .key(
                "maxEntries",
                \.maxEntries,
                .orOff(.integer(1...100_000_000, example: 5_000)),
                default: 5_000,
                "How many sessions may be active; beyond that those that have rested longest, for an hour at least, are archived."
            ),
            .key(
                "maxDiskBytes",
                \.maxDiskBytes,
                .orOff(.size((1 << 20)...(1 << 50))),
                default: 10 << 30,
                "How many bytes all transcripts may have; beyond that archived ones are removed for good, the oldest first."
            ),
            .key(
                "highWaterBytes",
                \.highWaterBytes,
                .highWater,
                default: .percent(80),
                "Down to where archived transcripts are removed then: a size, or a part of maxDiskBytes."
            ),
            .key(
                "archiveRetention",
                \.archiveRetention,
                .orOff(.duration(.milliseconds, atLeast: .seconds(3_600))),
                default: nil,
                "How long archived sessions, and transcripts that resets and deletions have put aside, are kept before they are removed for good; `false` is for ever, within maxDiskBytes."
            ),
        ],
        check: { maintenance, decoder in
            guard let maximum = maintenance.maxDiskBytes, case .bytes(let high) = maintenance.highWaterBytes, high > maximum else { return }
            decoder.descend(.key("highWaterBytes")) { decoder in
                decoder.report(.conflict, "is larger than maxDiskBytes (\(ByteSize(bytes: maximum))); make it smaller, or write a part such as \"80%\"")
            }
        }
    )

    /// The policy of the gateway.
    package func policy(cronRetention: Duration?) -> OpenClawCore.SessionMaintenance {
        OpenClawCore.SessionMaintenance(
            mode: self.mode,
            pruneAfter: self.pruneAfter,
            maximumActive: self.maxEntries,
            maximumBytes: self.maxDiskBytes,
            highWater: self.highWaterBytes,
            archiveRetention: self.archiveRetention,
            cronRetention: cronRetention
        )
    }
}

extension ConfigurationType<SessionHighWater> {
    /// A size, or a percentage.
    static var highWater: Self {
        let size = ConfigurationType<Int>.size(0...(1 << 50))
        let shape = ConfigurationShape.value(words: "\(size.shape.words), or a part from \"1%\" to \"100%\"", example: "\"80%\"")
        return Self(
            shape: shape,
            decode: { value, decoder in
                if case .string(let text) = value, text.hasSuffix("%") {
                    guard let percent = Int(text.dropLast()), (1...100).contains(percent) else {
                        decoder.reportValue(expected: shape, found: value)
                        return nil
                    }
                    return .percent(percent)
                }
                guard let bytes = try? ByteSize(json: value).bytes, bytes <= 1 << 50 else {  // The schema's own words say what to write.
                    decoder.reportType(expected: shape, found: value)
                    return nil
                }
                return .bytes(bytes)
            },
            encode: { high in
                switch high {
                case .bytes(let bytes): JSONValue(bytes)
                case .percent(let percent): .string("\(percent)%")
                }
            }
        )
    }
}
