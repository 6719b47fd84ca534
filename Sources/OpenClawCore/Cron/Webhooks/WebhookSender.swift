// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Posts to web hooks. The core has no network of its own: the program that embeds it brings one.
///
/// A sender keeps requests away from the machine it runs on and from the network around it, unless its operator allows them (PROTOCOL
/// 4.5): people who may add a job could reach what only the gateway reaches.
public protocol WebhookSender: Sendable {
    /// Looks at an address before a job is kept with it. Asks no network.
    /// - Throws: ``WebhookError`` when nothing would ever be posted there.
    func check(_ url: String) throws(WebhookError)

    /// Posts once and returns when the other side has answered that it took it (2xx). Follows no redirect.
    func post(_ post: WebhookPost) async throws(WebhookError)
}
