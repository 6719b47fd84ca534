// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Keeps who is paired, over restarts.
public protocol PairingStore: Sendable {
    /// What was kept; an empty book when there is nothing. Called once, before the gateway runs; may block.
    func load() throws(PairingError) -> PairingBook

    /// Keeps a book in place of the last one, whole or not at all. Returns when it is durable. Calls never overlap.
    func save(_ book: PairingBook) async throws(PairingError)
}
