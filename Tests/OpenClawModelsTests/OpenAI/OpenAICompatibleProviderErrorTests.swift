// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawModels
import OpenClawWire
import Testing

@Suite struct OpenAICompatibleProviderErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var status: Int
        var fields: HTTPFields = HTTPFields()
        var content: String
        var kind: AgentError.Kind
        var isTransient = false
        var retryAfter: Duration?
        /// Words the message must have: what happened and what to do.
        var words: [String]

        var testDescription: String { "\(self.status) \(self.kind)" }
    }

    static let cases: [Case] = [
        Case(
            status: 401,
            content: #"{"error":{"message":"Incorrect API key provided: sk-abcd********6789. You can find your API key at https://x.","#
                + #""type":"invalid_request_error","param":null,"code":"invalid_api_key"}}"#,
            kind: .authentication,
            words: ["models.test answered 401", "Incorrect API key provided: [redacted]", "Check the key in OPENAI_API_KEY."]
        ),
        Case(status: 403, content: "<html><body>Forbidden</body></html>", kind: .authentication, words: ["answered 403. Check the key"]),
        Case(
            status: 429,
            fields: ["Retry-After": "7"],
            content: #"{"error":{"message":"Rate limit reached for requests","type":"requests","code":"rate_limit_exceeded"}}"#,
            kind: .rateLimit,
            isTransient: true,
            retryAfter: .seconds(7),
            words: ["Rate limit reached for requests. Wait a moment"]
        ),
        Case(
            status: 429,
            fields: ["retry-after-ms": "250", "Retry-After": "1"],
            content: "",
            kind: .rateLimit,
            isTransient: true,
            retryAfter: .milliseconds(250),
            words: ["Wait"]
        ),
        Case(
            status: 429,
            fields: ["Date": "Sun, 06 Nov 1994 23:59:30 GMT", "Retry-After": "Mon, 07 Nov 1994 00:00:10 GMT"],
            content: "",
            kind: .rateLimit,
            isTransient: true,
            retryAfter: .seconds(40),
            words: ["Wait"]
        ),
        Case(status: 429, fields: ["Retry-After": "soon"], content: "", kind: .rateLimit, isTransient: true, words: ["Wait"]),
        Case(
            status: 429,
            content: #"{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}"#,
            kind: .authentication,
            words: ["no credit left"]
        ),
        Case(
            status: 400,
            content: #"{"error":{"message":"This model's maximum context length is 128000 tokens.","#
                + #""type":"invalid_request_error","code":"context_length_exceeded"}}"#,
            kind: .contextLength,
            words: ["shorten the message"]
        ),
        Case(
            status: 400,
            content: #"{"error":{"code":400,"message":"the request exceeds the available context size","#
                + #""type":"exceed_context_size_error","n_ctx":512}}"#,
            kind: .contextLength,
            words: ["context size"]
        ),
        Case(
            status: 400,
            content: #"{"error":{"message":"filtered","code":"content_filter"}}"#,
            kind: .refusal,
            words: ["filtered"]
        ),
        Case(
            status: 404,
            content: #"{"error":{"message":"The model `x` does not exist","code":"model_not_found"}}"#,
            kind: .invalidRequest,
            words: ["Check the base URL and that the model test-model exists there."]
        ),
        Case(
            status: 422,
            content: #"{"detail":[{"loc":["body","model"],"msg":"field required","type":"value_error"}]}"#,
            kind: .invalidRequest,
            words: ["answered 422: field required."]
        ),
        Case(status: 400, content: #"{"error":"model is required"}"#, kind: .invalidRequest, words: ["answered 400: model is required."]),
        Case(status: 307, content: "", kind: .invalidRequest, words: ["use the address it redirects to"]),
        Case(status: 408, content: "", kind: .timeout, isTransient: true, words: ["408"]),
        Case(
            status: 500,
            content: "upstream\u{1b}[31m broke\r\n",
            kind: .unavailable,
            isTransient: true,
            words: ["500: upstream [31m broke."]
        ),
        Case(
            status: 502,
            content: "<!DOCTYPE html><html></html>",
            kind: .unavailable,
            isTransient: true,
            words: ["answered 502. Try again"]
        ),
        Case(
            status: 503,
            fields: ["Retry-After": "1"],
            content: "{",
            kind: .unavailable,
            isTransient: true,
            retryAfter: .seconds(1),
            words: ["503"]
        ),
        Case(status: 529, content: #"{"error":{"type":"overloaded_error"}}"#, kind: .unavailable, isTransient: true, words: ["529"]),
        Case(status: 504, content: "", kind: .timeout, isTransient: true, words: ["504"]),
    ]

    @Test(arguments: OpenAICompatibleProviderErrorTests.cases)
    func `statuses and contents are classified`(example: Case) async throws {
        let response = ScriptedResponse(status: example.status, fields: example.fields, text: example.content)
        let provider = try OpenAICompatibleProvider.scripted(ScriptedTransport(response))
        let error = try #require(await #expect(throws: ModelError.self) { try await Answer.of(provider) })
        #expect(error.kind == example.kind)
        #expect(error.status == example.status)
        #expect(error.isTransient == example.isTransient)
        #expect(error.retryAfter == example.retryAfter)
        for words in example.words { #expect(error.message.contains(words), "\(error.message)") }
    }

    @Test(arguments: [
        (ModelTransportError(.connect, "Connection refused"), AgentError.Kind.unavailable, true),
        (ModelTransportError(.disconnected, "Reset."), .unavailable, true),
        (ModelTransportError(.timeout, "No head."), .timeout, false),
        (ModelTransportError(.invalid, "Bad certificate."), .unknown, false),
    ])
    func `failed connections are classified`(failure: ModelTransportError, kind: AgentError.Kind, isTransient: Bool) async throws {
        let provider = try OpenAICompatibleProvider.scripted(ScriptedTransport([.failure(failure)]))
        let error = try #require(await #expect(throws: ModelError.self) { try await Answer.of(provider) })
        #expect(error.kind == kind)
        #expect(error.isTransient == isTransient)
        #expect(error.message.contains(failure.message))
        #expect(error.message.contains("refused. Check the base URL") == (failure.reason == .connect))
    }

    @Test(arguments: [
        "the key sk-secret-0123456789 is wrong", "Bearer abcdefghijk", "header authorization: bearer xyz",
        "x-token: custom-header-value", "gsk_0123456789abcdef", "prefixsk-secret-0123456789suffix",
    ])
    func `secrets are taken out of what services say`(said: String) async throws {
        let response = ScriptedResponse(status: 401, text: JSONValue.object(["error": .string(said)]).description)
        let provider = try OpenAICompatibleProvider.scripted(ScriptedTransport(response)) {
            $0.headers = [("X-Token", "custom-header-value")]
        }
        let error = try #require(await #expect(throws: ModelError.self) { try await Answer.of(provider) })
        #expect(error.message.contains("[redacted]"))
        for secret in ["secret", "abcdefghijk", "xyz", "custom-header-value", "0123456789"] {
            #expect(!error.message.contains(secret), "\(error.message)")
        }
    }

    @Test func `an endless error page is not read to its end`() async throws {
        let page = Array(repeating: Array(repeating: UInt8(ascii: "x"), count: 10_000), count: 1000)
        let response = ScriptedResponse(status: 500, page)
        let provider = try OpenAICompatibleProvider.scripted(ScriptedTransport(response))
        let error = try #require(await #expect(throws: ModelError.self) { try await Answer.of(provider) })
        #expect(error.message.count < 600)
        #expect(response.isCancelled)
    }

    @Test func `a description of the settings has no key`() {
        let configuration = OpenAICompatibleProvider.Configuration(apiKey: "sk-secret-0123456789")
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(!dumped.contains("secret"))
        #expect(!"\(configuration)".contains("secret"))
        #expect(!String(reflecting: configuration).contains("secret"))
    }
}
