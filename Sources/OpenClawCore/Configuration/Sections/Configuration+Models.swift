// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `models`: where the models are.
    public struct Models: Sendable, Hashable {
        /// The providers by name.
        public var providers: [String: ModelProvider] = [:]

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.Models {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "providers",
                \.providers,
                .map(
                    "provider names",
                    of: Configuration.ModelProvider.schema.type,
                    isValidKey: { name in
                        !name.isEmpty && !name.contains { $0 == "/" || $0.isWhitespace }
                    }
                ),
                default: [:],
                "The providers by name; the name is the part before `/` in `agents.*.model`."
            )
        ],
        reserved: [.later("mode", "merging with a built-in catalogue"), .later("pricing", "prices of models")]
    )
}
