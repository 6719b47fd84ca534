// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Tokens as the OpenAI interfaces count them: what the cache gave belongs to the prompt.
enum OpenAIUsage {
    /// `usage` of a chat completion; zeros when the agent counts nothing.
    static func chat(_ usage: TokenUsage?) -> JSONValue {
        let usage = usage ?? TokenUsage()
        let prompt = usage.input + usage.cacheRead + usage.cacheWrite
        return [
            "prompt_tokens": JSONValue(prompt), "completion_tokens": JSONValue(usage.output),
            "total_tokens": JSONValue(prompt + usage.output), "prompt_tokens_details": ["cached_tokens": JSONValue(usage.cacheRead)],
        ]
    }

    /// `usage` of a response.
    static func response(_ usage: TokenUsage?) -> JSONValue {
        let usage = usage ?? TokenUsage()
        let prompt = usage.input + usage.cacheRead + usage.cacheWrite
        return [
            "input_tokens": JSONValue(prompt), "input_tokens_details": ["cached_tokens": JSONValue(usage.cacheRead)],
            "output_tokens": JSONValue(usage.output), "output_tokens_details": ["reasoning_tokens": 0],
            "total_tokens": JSONValue(prompt + usage.output),
        ]
    }
}
