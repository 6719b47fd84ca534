// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Decides what happens with a request.
public protocol HTTPServerHandler: Sendable {
    /// Called on the connection's loop when a head is complete, before any content is read. Must not block.
    func handle(_ request: HTTPServerRequest) -> HTTPServerAction
}
