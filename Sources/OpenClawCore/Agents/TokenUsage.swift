// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How many tokens a turn used.
public struct TokenUsage: Sendable, Hashable {
    /// Tokens of the prompt that were not in a cache.
    public var input: Int
    /// Tokens of the answer.
    public var output: Int
    /// Prompt tokens read from the provider's cache.
    public var cacheRead: Int
    /// Prompt tokens written to the provider's cache.
    public var cacheWrite: Int

    /// Makes a count.
    public init(input: Int = 0, output: Int = 0, cacheRead: Int = 0, cacheWrite: Int = 0) {
        self.input = input
        self.output = output
        self.cacheRead = cacheRead
        self.cacheWrite = cacheWrite
    }

    /// All tokens together.
    public var total: Int { self.input + self.output + self.cacheRead + self.cacheWrite }

    /// Adds another count.
    public static func += (left: inout TokenUsage, right: TokenUsage) {
        left.input += right.input
        left.output += right.output
        left.cacheRead += right.cacheRead
        left.cacheWrite += right.cacheWrite
    }

    /// The usage object of transcripts and events.
    public var json: JSONValue {
        .object([
            "input": .int(Int64(self.input)), "output": .int(Int64(self.output)), "cacheRead": .int(Int64(self.cacheRead)),
            "cacheWrite": .int(Int64(self.cacheWrite)), "totalTokens": .int(Int64(self.total)),
        ])
    }
}
