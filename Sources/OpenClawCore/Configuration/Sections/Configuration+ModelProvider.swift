// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `models.providers.<name>`: one source of models.
    public struct ModelProvider: Sendable, Hashable {
        /// The address of its interface.
        public var baseURL: String?
        /// The interface it speaks.
        public var api: ModelInterface?
        /// The key it asks for.
        public var apiKey: Secret?
        /// The models it offers.
        public var models: [Model] = []

        /// A provider without any key set.
        public init() {}
    }
}

extension Configuration.ModelProvider {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "baseUrl",
                \.baseURL,
                .httpURL,
                aliases: ["base_url"],
                "Address of its interface; left out for providers that are known."
            ),
            .key("api", \.api, .choice(ModelInterface.all), "The interface it speaks."),
            .key("apiKey", \.apiKey, .secret, "The key it asks for."),
            .key("models", \.models, .list(of: Configuration.Model.configurationType), default: [], "The models it offers."),
        ],
        reserved: [
            .later("auth", "the kind of sign-in"), .later("headers", "further request headers"),
            .later("authHeader", "the kind of sign-in"),
            .later("timeoutSeconds", "a time limit per provider"), .later("injectNumCtxForOpenAICompat", "a setting of Ollama"),
            .later("params", "further parameters"),
        ]
    )
}

extension ConfigurationType<String> {
    /// An `http` or `https` address.
    static var httpURL: Self {
        .text("an address such as \"https://api.openai.com/v1\"", example: "\"https://api.openai.com/v1\"") { text in
            guard let scheme = ["http://", "https://"].first(where: text.hasPrefix), text.count > scheme.count else { return false }
            return text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && text.dropFirst(scheme.count).first != "/"
        }
    }
}
