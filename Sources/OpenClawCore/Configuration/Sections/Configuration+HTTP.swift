// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `gateway.http`: HTTP interfaces that can be switched on.
    public struct HTTP: Sendable, Hashable {
        /// `POST /v1/chat/completions`.
        public var chatCompletions = false
        /// `POST /v1/responses`.
        public var responses = false

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.HTTP {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [.key("endpoints", \.self, Self.endpoints.type, default: Self(), "The interfaces.")],
        reserved: [.later("securityHeaders", "further response headers")]
    )

    private static let endpoints = ConfigurationObject<Self>(
        Self(),
        [
            .key("chatCompletions", \.chatCompletions, Self.endpoint, default: false, "`POST /v1/chat/completions` and `GET /v1/models`."),
            .key("responses", \.responses, Self.endpoint, default: false, "`POST /v1/responses`."),
        ]
    )

    private struct Endpoint: Sendable {
        var isEnabled = false

        static let schema = ConfigurationObject<Self>(
            Self(),
            [.key("enabled", \.isEnabled, .boolean, default: false, reload: .hot, "Whether the interface is there.")],
            reserved: [
                .later("maxBodyBytes", "a limit per interface"), .later("files", "files in requests"),
                .later("images", "images in requests"),
                .later("maxUrlParts", "files in requests"),
            ]
        )
    }

    private static var endpoint: ConfigurationType<Bool> {
        ConfigurationType<Bool>(
            shape: Endpoint.schema.type.shape,
            decode: { value, decoder in Endpoint.schema.decode(value, &decoder)?.isEnabled },
            encode: { Endpoint.schema.encode(Endpoint(isEnabled: $0)) }
        )
    }
}
