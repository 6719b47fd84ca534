// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `ledger`: the record of what was accepted, done and sent.
    public struct Ledger: Sendable, Hashable {
        /// The kind of ledger.
        public var type = LedgerStorageType.file
        /// The directory of the ledger in files; `nil` is `ledger` in the state directory.
        public var path: String?
        /// When records survive a power cut.
        public var durability = LedgerDurabilitySetting.everyCommit
        /// After how long they do with the policy `interval`.
        public var interval = Duration.milliseconds(100)

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.Ledger {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "type",
                \.type,
                .choice([.file, .memory]),
                default: .file,
                "`file` keeps accepted messages on disk and takes them up again after a restart, `memory` forgets them."
            ),
            .key(
                "path",
                \.path,
                .path(example: "\"~/claw-ledger\""),
                "Directory of the ledger's files; `ledger` in the state directory when left out."
            ),
            .key(
                "durability",
                \.durability,
                .choice([.everyCommit, .interval, .never]),
                default: .everyCommit,
                "When a message survives a power cut: before it is acknowledged, within `ledger.interval`, or when the system sees fit. It survives a crash of the gateway either way."
            ),
            .key(
                "interval",
                \.interval,
                .duration(.milliseconds, atLeast: .milliseconds(1)),
                default: .milliseconds(100),
                "After how long at most records survive a power cut with the policy `interval`."
            ),
        ]
    )
}
