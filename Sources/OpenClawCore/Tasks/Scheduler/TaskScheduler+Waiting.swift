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
            let present = self.workers.values.filter { $0.capacity > 0 }
            if present.contains(where: { entry.task.needs.isSubset(of: $0.offers) }) { return .place }
            return .worker(missing: present.reduce(into: entry.task.needs) { $0.subtract($1.offers) })
        case .resting: return .retry(after: entry.retryAt - now)
        case .running, .stopping: return nil
        }
    }
}
