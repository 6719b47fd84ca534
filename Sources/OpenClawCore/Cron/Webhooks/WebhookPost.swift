// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a web hook gets.
public struct WebhookPost: Sendable {
    /// Where it goes: an http or https URL.
    public var url: String
    /// The content, JSON.
    public var body: [UInt8]
    /// What `Authorization: Bearer` shows; `nil` shows nothing.
    public var token: Secret?
    /// How long the whole exchange may take.
    public var timeout: Duration

    /// Makes a post.
    public init(url: String, body: [UInt8], token: Secret? = nil, timeout: Duration = .seconds(10)) {
        self.url = url
        self.body = body
        self.token = token
        self.timeout = timeout
    }
}
