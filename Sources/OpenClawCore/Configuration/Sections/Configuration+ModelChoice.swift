// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// A model and those that stand in for it when it fails.
    public struct ModelChoice: Sendable, Hashable {
        /// The model as `provider/model`.
        public var primary: String
        /// What is tried next, in order.
        public var fallbacks: [String]

        /// Makes a choice.
        public init(primary: String, fallbacks: [String] = []) {
            self.primary = primary
            self.fallbacks = fallbacks
        }
    }
}

extension Configuration.ModelChoice {
    /// Text, or an object.
    static let configurationType: ConfigurationType<Self> = {
        let model = ConfigurationType<String>.text("a model as \"provider/model\"", example: "\"openai/gpt-4o\"") { text in
            !text.isEmpty && !text.contains(where: \.isWhitespace)
        }
        let object = ConfigurationObject<Self>(
            Self(primary: ""),
            required: ["primary"],
            [
                .key("primary", \.primary, model, default: "", "The model."),
                .key("fallbacks", \.fallbacks, .list(of: model), default: [], "What is tried next."),
            ]
        )
        return ConfigurationType(
            shape: .value(words: "a model as \"provider/model\", or { primary, fallbacks }", example: "\"openai/gpt-4o\""),
            decode: { value, decoder in
                if case .object = value { return object.decode(value, &decoder) }
                return model.decode(value, &decoder).map { Self(primary: $0) }
            },
            encode: { $0.fallbacks.isEmpty ? .string($0.primary) : object.encode($0) }
        )
    }()
}
