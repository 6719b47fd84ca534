// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

/// A response as some service really forms it, with what a reader must understand.
struct GoldenStream: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var content: String
    var text = "Hello, wörld 👋!"
    var thinking = ""
    var calls: [ToolCall] = []
    var usage: TokenUsage?
    var stopReason = ModelStopReason.stop
    var model: String?

    /// The chunks as events with an end mark.
    private static func events(_ chunks: String...) -> String { chunks.map { "data: \($0)\n\n" }.joined() + "data: [DONE]\n\n" }

    /// A chunk with the members the original service sends around the choices.
    private static func original(_ choices: String, usage: String = "null") -> String {
        #"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1732000000,"model":"gpt-4o-mini-2024-07-18","#
            + #""service_tier":"default","system_fingerprint":"fp_1","choices":\#(choices),"usage":\#(usage),"obfuscation":"x9"}"#
    }

    static let all: [GoldenStream] = [
        GoldenStream(
            testDescription: "the original service",
            content: events(
                original(
                    #"[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}]"#
                ),
                original(#"[{"index":0,"delta":{"content":"Hello, "},"logprobs":null,"finish_reason":null}]"#),
                original(#"[{"index":0,"delta":{"content":"wörld 👋!"},"logprobs":null,"finish_reason":null}]"#),
                original(#"[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]"#),
                original(
                    "[]",
                    usage: #"{"prompt_tokens":20,"completion_tokens":6,"prompt_tokens_details":{"cached_tokens":16,"audio_tokens":0}}"#
                )
            ),
            usage: TokenUsage(input: 4, output: 6, cacheRead: 16),
            model: "gpt-4o-mini-2024-07-18"
        ),
        GoldenStream(
            testDescription: "no role, CR LF, comments, event types, no space after the colon, no end mark",
            content: ": processing\r\n\r\nevent: message\r\n"
                + "data:{\"choices\":[{\"delta\":{\"content\":\"Hello, w\\u00f6rld \"}}]}\r\n\r\n: still here\r\n\r\n"
                + "data:{\"choices\":[{\"delta\":{\"content\":\"\\uD83D\\uDC4B!\"},\"finish_reason\":\"stop\"}]}\r\n\r\n"
        ),
        GoldenStream(
            testDescription: "reasoning apart from the answer",
            content: events(
                #"{"model":"r1","choices":[{"delta":{"role":"assistant","content":null,"reasoning_content":"They "}}]}"#,
                #"{"model":"r1","choices":[{"delta":{"content":null,"reasoning_content":"greet."}}]}"#,
                #"{"model":"r1","choices":[{"delta":{"content":"Hello, wörld 👋!","reasoning_content":null},"finish_reason":"stop"}],"#
                    + #""usage":{"prompt_tokens":5,"completion_tokens":9,"prompt_cache_hit_tokens":2}}"#
            ),
            thinking: "They greet.",
            usage: TokenUsage(input: 3, output: 9, cacheRead: 2),
            model: "r1"
        ),
        GoldenStream(
            testDescription: "the same reasoning under two names",
            content: events(
                #"{"choices":[{"delta":{"reasoning":"Greet.","reasoning_content":"Greet."}}]}"#,
                #"{"choices":[{"delta":{"content":"Hello, wörld 👋!","reasoning":null},"finish_reason":"length"}]}"#
            ),
            thinking: "Greet.",
            stopReason: .length
        ),
        GoldenStream(
            testDescription: "content in parts",
            content: events(
                #"{"choices":[{"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Greet."}]}]}}]}"#,
                #"{"choices":[{"delta":{"content":[{"type":"text","text":"Hello, "},{"type":"text","text":"wörld 👋!"}]}}]}"#
            ),
            thinking: "Greet."
        ),
        GoldenStream(
            testDescription: "a whole answer although a stream was asked for",
            content: #"""
                {
                  "id": "c", "object": "chat.completion", "model": "local",
                  "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hello, wörld 👋!", "tool_calls": null},
                               "finish_reason": "stop"}],
                  "usage": {"prompt_tokens": 1, "completion_tokens": 2}
                }
                """#,
            usage: TokenUsage(input: 1, output: 2),
            model: "local"
        ),
        GoldenStream(
            testDescription: "two tool calls in pieces",
            content: events(
                #"{"choices":[{"delta":{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_a","#
                    + #""type":"function","function":{"name":"weather","arguments":""}}]}}]}"#,
                #"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":"}}]}}]}"#,
                #"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\"Zürich\"}"}},"#
                    + #"{"index":1,"id":"call_b","type":"function","function":{"name":"time","arguments":"{}"}}]}}]}"#,
                #"{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}"#
            ),
            text: "",
            calls: [
                ToolCall(id: "call_a", name: "weather", arguments: ["city": "Zürich"]),
                ToolCall(id: "call_b", name: "time", arguments: [:]),
            ],
            stopReason: .toolUse
        ),
        GoldenStream(
            testDescription: "tool calls without numbers, arguments as an object, the wrong end",
            content: events(
                #"{"choices":[{"delta":{"content":"Hello, wörld 👋!","#
                    + #""tool_calls":[{"id":"x","function":{"name":"one","arguments":{"n":1}}}]}}]}"#,
                #"{"choices":[{"delta":{"tool_calls":[{"id":"y","function":{"name":"two","arguments":"{}"}}]},"finish_reason":"stop"}]}"#
            ),
            calls: [ToolCall(id: "x", name: "one", arguments: ["n": 1]), ToolCall(id: "y", name: "two", arguments: [:])],
            stopReason: .toolUse
        ),
        GoldenStream(
            testDescription: "a refusal in words",
            content: events(
                #"{"choices":[{"delta":{"refusal":"I cannot "}}]}"#,
                #"{"choices":[{"delta":{"refusal":"do that."},"finish_reason":"stop"}]}"#
            ),
            text: "I cannot do that.",
            stopReason: .refusal
        ),
        GoldenStream(
            testDescription: "an empty answer",
            content: events(#"{"choices":[{"delta":{"content":""},"finish_reason":"stop"}]}"#),
            text: ""
        ),
    ]
}
