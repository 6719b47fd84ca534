// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// Keeps pairings from one gateway to the next in the same test.
final class SharedPairingStore: PairingStore {
    private let book = Mutex(PairingBook())
    private let fails: Bool

    init(fails: Bool = false) { self.fails = fails }

    func load() throws(PairingError) -> PairingBook { self.book.withLock { $0 } }

    func save(_ book: PairingBook) async throws(PairingError) {
        if self.fails { throw PairingError(.storage, "the disk is full") }
        self.book.withLock { $0 = book }
    }
}

/// A value that several tasks of a test share.
final class SharedValue<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) { self.state = Mutex(value) }

    var value: Value { self.state.withLock { $0 } }

    func set(_ value: Value) { self.state.withLock { $0 = value } }

    func change(_ body: (inout Value) -> Void) { self.state.withLock { body(&$0) } }
}
