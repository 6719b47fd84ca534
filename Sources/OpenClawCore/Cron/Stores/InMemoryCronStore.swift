// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Keeps scheduled jobs as long as the process lives.
public final class InMemoryCronStore: CronStore {
    private let bytes: Mutex<[UInt8]?>

    /// Makes a store, empty unless told otherwise.
    public init(_ bytes: [UInt8]? = nil) { self.bytes = Mutex(bytes) }

    /// What was kept.
    public func load() async throws(CronError) -> [UInt8]? { self.bytes.withLock { $0 } }

    /// Keeps bytes.
    public func save(_ bytes: [UInt8]) async throws(CronError) { self.bytes.withLock { $0 = bytes } }

    /// In memory.
    public var location: String { "memory" }
}
