// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Keeps scheduled jobs as long as the process lives.
public final class InMemoryCronStore: CronStore {
    private let state: Mutex<(bytes: [UInt8]?, epoch: Epoch)>

    /// Makes a store, empty unless told otherwise.
    public init(_ bytes: [UInt8]? = nil) { self.state = Mutex((bytes, Epoch(0))) }

    /// What was kept.
    public func load(epoch: Epoch) async throws(CronError) -> [UInt8]? {
        try self.state.withLock { state throws(CronError) in
            guard epoch >= state.epoch else { throw .stale(epoch, newest: state.epoch) }
            state.epoch = epoch
            return state.bytes
        }
    }

    /// Keeps bytes.
    public func save(_ bytes: [UInt8], epoch: Epoch) async throws(CronError) {
        try self.state.withLock { state throws(CronError) in
            guard epoch >= state.epoch else { throw .stale(epoch, newest: state.epoch) }
            state = (bytes, epoch)
        }
    }

    /// In memory.
    public var location: String { "memory" }
}
