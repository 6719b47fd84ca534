// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// The model settings of an environment, read once.
///
/// | variable | meaning |
/// |---|---|
/// | `OPENAI_API_KEY` | the key; a local server may need none |
/// | `OPENAI_BASE_URL` | the service's address up to and with the version, `https://api.openai.com/v1` when unset |
/// | `OPENAI_ORG_ID`, `OPENAI_PROJECT_ID` | whom to charge |
/// | `OPENCLAW_MODEL` | the model, as `openai/NAME` or only the name |
/// | `OPENAI_MODEL` | the model, when `OPENCLAW_MODEL` is unset |
public struct ModelEnvironment: Sendable {
    /// The model that is asked when none is named.
    public static let defaultModel = "gpt-4o-mini"

    /// How to reach the service.
    public let configuration: OpenAICompatibleProvider.Configuration
    /// The model, in the service's own words.
    public let model: String

    /// Reads the settings.
    ///
    /// - Throws: ``ModelConfigurationError`` with the reason why there is no model, and what to set, to be shown to people.
    public init(_ environment: [String: String]) throws(ModelConfigurationError) {
        func value(_ name: String) -> String? {
            guard var text = environment[name].map({ Substring($0) }) else { return nil }
            while let last = text.last, last.isWhitespace { text.removeLast() }
            text = text.drop(while: \.isWhitespace)
            return text.isEmpty ? nil : String(text)
        }
        let key = value("OPENAI_API_KEY")
        let baseURL = value("OPENAI_BASE_URL") ?? value("OPENAI_API_BASE")
        guard key != nil || baseURL != nil else {
            throw ModelConfigurationError(
                "No model is set up. Set OPENAI_API_KEY, or OPENAI_BASE_URL for a local server, and start again."
            )
        }
        self.configuration = OpenAICompatibleProvider.Configuration(
            baseURL: baseURL ?? "https://api.openai.com/v1",
            apiKey: key,
            organization: value("OPENAI_ORG_ID"),
            project: value("OPENAI_PROJECT_ID")
        )
        var model = value("OPENCLAW_MODEL")
        if let reference = model, reference.hasPrefix("openai/"), reference.utf8.count > 7 { model = String(reference.dropFirst(7)) }
        self.model = model ?? value("OPENAI_MODEL") ?? Self.defaultModel
        if baseURL == nil, let slash = self.model.firstIndex(of: "/") {
            throw ModelConfigurationError(
                "OPENCLAW_MODEL asks for \(self.model), but only OpenAI is set up. "
                    + "Set OPENAI_BASE_URL to a service that has models of \(self.model[..<slash]), or name a model of OpenAI."
            )
        }
    }
}
