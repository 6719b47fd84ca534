// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite struct ConfigurationTextTests {
    private static let text = """
        // the café's gateway
        {
          gateway: { auth: { token: 'a\\'b', mode: "token" }, port: 18789 }, /* é */ models: { providers: { x: { apiKey: "sk", baseUrl: "http://x" } } },
        }

        """

    @Test func valuesChangeInPlaceAndCommentsStay() throws {
        let text = try ConfigurationText(Array(Self.text.utf8))
        let changed = try #require(text.replacing([.keys("gateway", "port"): 19_000, .keys("gateway", "auth", "token"): "new"]))
        let expected = Self.text.split(separator: "18789", maxSplits: 1).joined(separator: "19000")
        #expect(String(decoding: changed, as: UTF8.self) == replaced(expected, #"'a\'b'"#, #""new""#))
    }

    @Test func secretsAreHiddenAndPutBack() throws {
        let text = try ConfigurationText(Array(Self.text.utf8))
        let shown = String(decoding: text.redacted, as: UTF8.self)
        #expect(!shown.contains("sk"))
        #expect(shown.contains("// the café's gateway"))
        #expect(shown.contains("\"__OPENCLAW_REDACTED__\""))
        let back = try ConfigurationText(Array(shown.utf8)).restoring(from: text.value)
        #expect(try ConfigurationText(back).value == text.value)
        #expect(String(decoding: back, as: UTF8.self).contains("/* é */"))
    }

    @Test func aHiddenSecretThatIsNotStoredIsRefused() throws {
        let text = try ConfigurationText(Array(#"{gateway:{auth:{token:"__OPENCLAW_REDACTED__"}}}"#.utf8))
        #expect(throws: MethodError.self) { try text.restoring(from: [:]) }
        #expect(throws: MethodError.self) { try text.restoring(from: nil) }
    }

    @Test(arguments: [
        (#"{"a":1,"b":{"c":2}}"#, #"{"b":{"c":null,"d":3}}"#, #"{"a":1,"b":{"d":3}}"#),
        (#"{"l":[{"id":"x","n":1},{"id":"y"}]}"#, #"{"l":[{"id":"x","n":2},{"id":"z"}]}"#, #"{"l":[{"id":"x","n":2},{"id":"y"},{"id":"z"}]}"#),
        (#"{"l":[1,2]}"#, #"{"l":[3]}"#, #"{"l":[3]}"#), (#"{"a":1}"#, #"{"a":{"b":null,"c":1}}"#, #"{"a":{"c":1}}"#),
    ]) func patchesMerge(old: String, patch: String, expected: String) throws {
        let merged = try JSONValue(parsing: old).merging(try JSONValue(parsing: patch))
        #expect(merged == (try JSONValue(parsing: expected)))
    }

    private func replaced(_ text: String, _ part: String, _ other: String) -> String {
        text.firstRange(of: part).map { text.replacing(text[$0], with: other, maxReplacements: 1) } ?? text
    }
}
