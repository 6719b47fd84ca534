// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore
import Testing

@Suite struct NodeSettingsTests {
    static let text = """
        # A node.
        connection:
          gateway_url: wss://gw.example.org   # where
          auth_token: "a#b"
          reconnect:
            enabled: true
            max_retries: -1
            initial_delay_ms: 500
            max_delay_ms: 60000
            backoff_multiplier: 1.5
            jitter: true
          keepalive: 
            enabled: false
            interval_ms: 20000
            timeout_ms: 5000
        node:
          id: 'bob''s bench'
          capabilities: [shell, "file"]
          tags:
            - gpu
            - "big one"
        """

    @Test func everyKeyIsRead() throws {
        let settings = try NodeSettings(yaml: Self.text)
        #expect(settings.gatewayURL == "wss://gw.example.org")
        #expect(settings.authToken?.reveal() == "a#b")
        #expect(
            settings.reconnect
                == ReconnectPolicy(initialDelay: .milliseconds(500), maximumDelay: .seconds(60), multiplier: 1.5, jitter: 0.25)
        )
        #expect(settings.keepAlive == KeepAlivePolicy(isEnabled: false, interval: .seconds(20), timeout: .seconds(5)))
        #expect(settings.nodeID == "bob's bench")
        #expect(settings.capabilities == ["shell", "file"])
        #expect(settings.tags == ["gpu", "big one"])
        #expect(try NodeSettings(yaml: settings.yaml) == settings)
    }

    /// What is refused, and the words that say where and what to do.
    @Test(arguments: [
        ("connection:\n\tgateway_url: x", "line 2: a tab"), ("a", "line 1: there is no \": \""), ("node:\n  id: [a", "line 2: the list"),
        ("node:\n  id: |\n    x", "line 2: texts over several lines"), ("node:\n  id: {a: 1}", "line 2: mappings in braces"),
        ("node:\n  id: &x y", "line 2: a value cannot begin"), ("node:\n  id: a\n  id: b", "line 3: id is set twice"),
        ("node:\n  id: yes", "line 2: yes is ambiguous"), ("node:\n  id: \"a", "line 2: the quote"), ("node:\n    id: a\n  tags: [x]", "line 3: "),
        ("node:\n  id: a: b", "line 2: a value with"), ("a: 1\n---\nb: 2", "line 2: only one document"), ("- a", "line 1: a list item"),
        ("nod:\n  id: a", "did you mean node?"), ("node:\n  id: 5", "node.id is a text"), ("connection:\n  reconnect:\n    jitter: 2", "jitter"),
        ("node:\n  capabilities: [fly]", "no capability"), ("connection:\n  keepalive:\n    interval_ms: 1", "interval_ms"),
        ("connection: 5", "connection is a group"),
    ]) func whatIsWrongIsNamed(text: String, words: String) {
        let error = #expect(throws: NodeSettingsError.self) { try NodeSettings(yaml: text) }
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }
}
