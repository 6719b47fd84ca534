// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `session.storage`: where histories are kept.
    public struct SessionStorage: Sendable, Hashable {
        /// The kind of store.
        public var type = SessionStorageType.file
        /// The directory of the file store; `nil` is the state directory.
        public var path: String?

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.SessionStorage {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "type",
                \.type,
                .choice([.file, .memory], notYet: ["redis"]),
                default: .file,
                "`file` keeps histories on disk, `memory` forgets them when the gateway stops."
            ),
            .key(
                "path",
                \.path,
                .path(example: "\"~/claw-sessions\""),
                "Directory in which the file store keeps `agents/…`; the state directory when left out."
            ),
        ]
    )
}
