// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
public import OpenClawNet
import OpenClawWire

/// A model service that speaks OpenAI's chat completions: the original, most hosted ones, and local servers.
///
/// ```swift
/// let provider = try OpenAICompatibleProvider(.init(baseURL: "http://127.0.0.1:8080/v1"), client: client)
/// let agent = ModelAgent(model: ModelChoice(provider: provider, model: "llama"))
/// ```
/// Answers are streamed. Differences between services are tolerated: a missing role, counts in a chunk of their own, reasoning
/// under several names, an end without `[DONE]`, an error inside the stream, and a whole answer although a stream was asked for.
public struct OpenAICompatibleProvider: ModelProvider {
    /// The provider's name in model references.
    public let id: ModelProviderID

    let url: WireURL
    let fields: HTTPFields
    let configuration: Configuration
    let transport: any ModelTransport
    let clock: any Clock<Duration>
    let encoder: ChatCompletionEncoder
    let classifier: ModelErrorClassifier

    /// Makes a provider; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - configuration: where the service is and how to talk to it.
    ///   - client: the client whose connections are used; it must live as long as the provider is used.
    ///   - clock: what the time limits of answers are measured with.
    /// - Throws: ``ModelConfigurationError`` when the address or the key cannot be right.
    public init(
        _ configuration: Configuration,
        client: HTTPClient,
        clock: any Clock<Duration> = ContinuousClock()
    ) throws(ModelConfigurationError) {
        try self.init(configuration, transport: HTTPClientTransport(client: client), clock: clock)
    }

    package init(
        _ configuration: Configuration,
        transport: any ModelTransport,
        clock: any Clock<Duration> = ContinuousClock()
    ) throws(ModelConfigurationError) {
        self.id = configuration.id
        self.configuration = configuration
        self.transport = transport
        self.clock = clock
        self.url = try Self.completionsURL(configuration.baseURL)
        var fields: HTTPFields = ["Content-Type": "application/json", "Accept": "text/event-stream, application/json"]
        if let key = configuration.apiKey {
            guard !key.isEmpty, key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                throw ModelConfigurationError("The key in \(configuration.keyName) is empty or holds spaces or line ends. Set it again.")
            }
            fields.append("Authorization", "Bearer \(key)")
        }
        if let organization = configuration.organization { fields.append("OpenAI-Organization", organization) }
        if let project = configuration.project { fields.append("OpenAI-Project", project) }
        for header in configuration.headers { fields.set(HTTPFieldName(header.name), header.value) }
        self.fields = fields
        let isOriginal = self.url.host == "api.openai.com"
        self.encoder = ChatCompletionEncoder(
            asksForUsage: configuration.asksForUsage,
            // Newer models of the original service refuse the old name, most other services do not know the new one.
            limitField: isOriginal ? .maxCompletionTokens : .maxTokens
        )
        self.classifier = ModelErrorClassifier(
            service: self.url.hostField,
            keyName: configuration.keyName,
            redactor: SecretRedactor([configuration.apiKey] + configuration.headers.map(\.value))
        )
    }

    /// The address to post to.
    static func completionsURL(_ baseURL: String) throws(ModelConfigurationError) -> WireURL {
        let parts = baseURL.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var path = parts[0].drop { $0 == " " }
        while let last = path.last, last == "/" || last == " " { path.removeLast() }
        if path.hasSuffix("/chat/completions") { path.removeLast("/chat/completions".count) }
        let query = parts.count > 1 ? "?\(parts[1])" : ""
        let url: WireURL
        do throws(WireURLError) {
            url = try WireURL("\(path)/chat/completions\(query)")
        } catch {
            throw ModelConfigurationError(
                "The base URL \"\(path)\" is not an address of a model service: \(error) Use a form like https://api.openai.com/v1."
            )
        }
        guard url.scheme == .http || url.scheme == .https else {
            throw ModelConfigurationError("The base URL \"\(path)\" must begin with http:// or https://.")
        }
        return url
    }
}
