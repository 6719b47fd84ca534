// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawModels
import Testing

@Suite struct ModelEnvironmentTests {
    @Test(arguments: [
        (["OPENAI_API_KEY": "k"], "https://api.openai.com/v1", "gpt-4o-mini"),
        (["OPENAI_API_KEY": " k\n", "OPENAI_MODEL": "gpt-x"], "https://api.openai.com/v1", "gpt-x"),
        (["OPENAI_API_KEY": "k", "OPENAI_MODEL": "a", "OPENCLAW_MODEL": "openai/b"], "https://api.openai.com/v1", "b"),
        (["OPENAI_BASE_URL": "http://127.0.0.1:8080/v1", "OPENAI_MODEL": "llama"], "http://127.0.0.1:8080/v1", "llama"),
        (
            ["OPENAI_BASE_URL": "https://router.test/v1", "OPENCLAW_MODEL": "vendor/m", "OPENAI_API_KEY": "k"],
            "https://router.test/v1", "vendor/m"
        ),
    ])
    func `settings are read`(environment: [String: String], baseURL: String, model: String) throws {
        let settings = try ModelEnvironment(environment)
        #expect(settings.configuration.baseURL == baseURL)
        #expect(settings.model == model)
        #expect(settings.configuration.apiKey == (environment["OPENAI_API_KEY"] == nil ? nil : "k"))
    }

    @Test(arguments: [
        ([:], "OPENAI_API_KEY"), (["OPENAI_API_KEY": "  "], "OPENAI_BASE_URL"), (["OPENAI_MODEL": "x"], "No model is set up"),
        (["OPENAI_API_KEY": "k", "OPENCLAW_MODEL": "vendor/m"], "vendor"),
    ])
    func `the reason for having no model is given`(environment: [String: String], words: String) {
        let error = #expect(throws: ModelConfigurationError.self) { try ModelEnvironment(environment) }
        #expect(error?.message.contains(words) == true)
    }
}
