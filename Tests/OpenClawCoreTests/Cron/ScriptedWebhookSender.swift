// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// A sender that remembers what it got and answers what it was told.
final class ScriptedWebhookSender: WebhookSender {
    private let state: Mutex<(posts: [WebhookPost], errors: [WebhookError?])>

    /// - Parameter errors: how the first posts end; later ones go well.
    init(_ errors: [WebhookError?] = []) { self.state = Mutex(([], errors)) }

    var posts: [WebhookPost] { self.state.withLock { $0.posts } }

    func check(_ url: String) throws(WebhookError) {
        if url.contains("private") { throw WebhookError(.refusedAddress, "it is private") }
    }

    func post(_ post: WebhookPost) async throws(WebhookError) {
        let error = self.state.withLock { state -> WebhookError? in
            state.posts.append(post)
            return state.errors.isEmpty ? nil : state.errors.removeFirst()
        }
        if let error { throw error }
    }
}
