// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension TaskScheduler {
    /// What a task waits for; `nil` when it runs or is not known.
    func wait(of id: String, now: Int64) -> TaskWait? {
        guard let entry = self.entries[id] else { return nil }
        switch entry.phase {
        case .blocked:
            if entry.isHeld { return .record }
            return .dependencies(entry.task.dependencies.map(\.id).filter { self.entries[$0] != nil })
        case .ready:
            if let key = entry.task.session, let holder = self.sessions[key]?.holder, holder != id { return .session(holder: holder) }
            let isServed = self.workers.values.contains { $0.capacity > 0 && entry.task.needs.isSubset(of: $0.offers) }
            return isServed ? .place : .worker
        case .resting: return .retry(after: entry.retryAt - now)
        case .running, .stopping: return nil
        }
    }
}
