// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `models.providers.<name>.models[]`: one model.
    public struct Model: Sendable, Hashable {
        /// The name that the provider knows.
        public var id: String
        /// The name for people.
        public var name: String?
        /// How many tokens an answer may have.
        public var maxTokens: Int?
        /// How many tokens a conversation may have.
        public var contextWindow: Int?
        /// Whether it thinks before it answers.
        public var isReasoning = false
        /// What it takes: `text`, `image`, ….
        public var input: [String] = ["text"]

        /// A model without any key set.
        public init(id: String) { self.id = id }
    }
}

extension Configuration.Model {
    static let configurationType: ConfigurationType<Self> = {
        let object = ConfigurationObject<Self>(
            Self(id: ""),
            required: ["id"],
            [
                .key("id", \.id, .text("a model's name", example: "\"gpt-4o\""), default: "", "Name that the provider knows."),
                .key("name", \.name, .text(example: "\"GPT-4o\""), "Name for people."),
                .key("maxTokens", \.maxTokens, .integer(1...100_000_000, example: 4096), "How many tokens an answer may have."),
                .key(
                    "contextWindow",
                    \.contextWindow,
                    .integer(1...1_000_000_000, example: 128_000),
                    "How many tokens a conversation may have."
                ),
                .key("reasoning", \.isReasoning, .boolean, default: false, "Whether it thinks before it answers."),
                .key("input", \.input, .list(of: .text(example: "\"text\"")), default: ["text"], "What it takes: `text`, `image`."),
            ],
            reserved: [
                .later("cost", "prices"), .later("compat", "exceptions of the interface"), .later("api", "an interface per model"),
                .later("headers", "further request headers"), .later("contextTokens", "a smaller context"),
                .later("params", "further parameters"),
            ]
        )
        return ConfigurationType(
            shape: .object(object.keys),
            decode: { value, decoder in
                if case .string(let id) = value, !id.isEmpty { return Self(id: id) }
                return object.decode(value, &decoder)
            },
            encode: { object.encode($0) }
        )
    }()
}
