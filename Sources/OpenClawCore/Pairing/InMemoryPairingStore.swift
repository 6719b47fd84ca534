// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Forgets everything with the process.
public struct InMemoryPairingStore: PairingStore {
    private let initial: PairingBook

    /// Makes a store that begins with a book.
    public init(_ initial: PairingBook = PairingBook()) { self.initial = initial }

    /// The book it began with.
    public func load() throws(PairingError) -> PairingBook { self.initial }

    /// Nothing to do: the gateway has the book.
    public func save(_ book: PairingBook) async throws(PairingError) {}
}
