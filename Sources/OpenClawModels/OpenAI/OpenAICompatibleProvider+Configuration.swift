// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

extension OpenAICompatibleProvider {
    /// Where the service is and how to talk to it.
    public struct Configuration: Sendable {
        /// The address up to and with the version, for instance `https://api.openai.com/v1`; a slash at the end does no harm.
        public var baseURL: String
        /// The key, sent as `Authorization: Bearer …`; local servers often need none.
        public var apiKey: String?
        /// The organisation to charge, sent as `OpenAI-Organization`.
        public var organization: String?
        /// The project to charge, sent as `OpenAI-Project`.
        public var project: String?
        /// The provider's name in model references.
        public var id: ModelProviderID
        /// What error messages call the place of the key.
        public var keyName: String
        /// Further header fields.
        public var headers: [(name: String, value: String)]
        /// How long the steps of an answer may take.
        public var timeouts: ModelTimeouts
        /// Whether to ask for token counts (`stream_options`); a few old servers refuse the field.
        public var asksForUsage: Bool
        /// The most bytes of one line of the stream, or of an answer that is not streamed.
        public var maximumEventBytes: Int
        /// The most bytes of one response.
        public var maximumResponseBytes: Int

        /// Makes a configuration.
        public init(
            baseURL: String = "https://api.openai.com/v1",
            apiKey: String? = nil,
            organization: String? = nil,
            project: String? = nil,
            id: ModelProviderID = "openai",
            keyName: String = "OPENAI_API_KEY",
            headers: [(name: String, value: String)] = [],
            timeouts: ModelTimeouts = ModelTimeouts(),
            asksForUsage: Bool = true,
            maximumEventBytes: Int = 4 << 20,
            maximumResponseBytes: Int = 64 << 20
        ) {
            self.baseURL = baseURL
            self.apiKey = apiKey
            self.organization = organization
            self.project = project
            self.id = id
            self.keyName = keyName
            self.headers = headers
            self.timeouts = timeouts
            self.asksForUsage = asksForUsage
            self.maximumEventBytes = maximumEventBytes
            self.maximumResponseBytes = maximumResponseBytes
        }
    }
}

extension OpenAICompatibleProvider.Configuration: CustomStringConvertible {
    /// The base URL and whether there is a key; never the key.
    public var description: String { "\(self.id) at \(self.baseURL), \(self.apiKey == nil ? "no key" : "with a key")" }
}

extension OpenAICompatibleProvider.Configuration: CustomReflectable {
    /// Keeps the key out of dumps.
    public var customMirror: Mirror { Mirror(self, children: ["description": self.description]) }
}
