// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// A planted fault: a store of scheduled jobs that keeps each change only when the next one comes.
final class LaggingCronStore: CronStore {
    private let base: any CronStore
    private let waiting = Mutex<[UInt8]?>(nil)

    init(_ base: any CronStore) { self.base = base }

    func load(epoch: Epoch) async throws(CronError) -> [UInt8]? { try await self.base.load(epoch: epoch) }

    func save(_ bytes: [UInt8], epoch: Epoch) async throws(CronError) {
        let earlier = self.waiting.withLock { waiting -> [UInt8]? in
            defer { waiting = bytes }
            return waiting
        }
        if let earlier { try await self.base.save(earlier, epoch: epoch) }
    }

    var location: String { self.base.location }
}
