// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// Which interfaces the gateway's port has beside the gateway protocol and the probes.
public struct HTTPEndpoints: Sendable {
    /// `POST /v1/chat/completions`, and with it `GET /v1/models`.
    public var chatCompletions: Bool
    /// `POST /v1/responses`, and with it `GET /v1/models`.
    public var responses: Bool
    /// The largest request of these two, in bytes.
    public var maximumBodyBytes: Int
    /// Requests of other programs that give agents work.
    public var hooks: Configuration.Hooks

    /// Makes a choice; without arguments nothing is switched on.
    public init(
        chatCompletions: Bool = false,
        responses: Bool = false,
        maximumBodyBytes: Int = 20 << 20,
        hooks: Configuration.Hooks = Configuration.Hooks()
    ) {
        self.chatCompletions = chatCompletions
        self.responses = responses
        self.maximumBodyBytes = maximumBodyBytes
        self.hooks = hooks
    }
}
