// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `logging`: what is logged and where.
    public struct Logging: Sendable, Hashable {
        /// The least important level that is logged.
        public var level = LogLevelSetting.info
        /// The level on the console when it differs.
        public var consoleLevel: LogLevelSetting?
        /// How lines look on the console.
        public var consoleStyle = ConsoleLogStyle.pretty
        /// The file that the log is also written to, as lines of JSON.
        public var file: String?
        /// How large the file may become before it is put aside.
        public var maximumFileBytes = 100 << 20

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.Logging {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "level",
                \.level,
                .choice(LogLevelSetting.all),
                default: .info,
                reload: .hot,
                environment: ["OPENCLAW_LOG_LEVEL"],
                flag: "--log-level",
                "Least important level that is logged."
            ),
            .key("consoleLevel", \.consoleLevel, .choice(LogLevelSetting.all), reload: .hot, "The level on the console when it differs."),
            .key(
                "consoleStyle",
                \.consoleStyle,
                .choice([.pretty, .compact, .json]),
                default: .pretty,
                aliases: ["format"],
                "How lines look on the console."
            ),
            .key("file", \.file, .path(example: "\"logs/gateway.log\""), "File that the log is also written to, one line of JSON per record."),
            .key(
                "maxFileBytes",
                \.maximumFileBytes,
                .size(65_536...10_737_418_240),
                default: 104_857_600,
                "Size at which the file is put aside as `.1`; five are kept."
            ),
        ],
        reserved: [
            "maxSize", "maxFiles", "compress", "output", "max_size_mb", "max_backups", "redactSensitive",
            "redactPatterns", "audit",
            "remote",
        ].map { .later($0, "the setting") }
    )
}
