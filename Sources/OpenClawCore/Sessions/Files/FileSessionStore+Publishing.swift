// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

extension FileSessionStore {
    /// Makes what a round has written visible to readers.
    func publish(_ plans: [SessionPlan], of batch: [SessionCommit], at now: Timestamp, _ writer: inout SessionWriter) {
        var notices: [String] = []
        var complaints: [String] = []
        let evicted = self.state.withLock { state -> [(key: SessionKey, file: any File)] in
            for plan in plans {
                if let notice = plan.check?.notice {
                    notices.append("sessions: \(notice)")
                    state.statistics.repairs += 1
                }
                if let trouble = plan.check?.trouble { complaints.append("sessions: \(trouble)") }
                if let failure = plan.failure, let cause = failure.cause { complaints.append("sessions: \(plan.key): \(cause)") }
                self.publish(plan, of: batch, at: now, in: &state)
            }
            return self.evict(from: &state)
        }
        writer.lingering += evicted
        for notice in notices { self.report(notice) }
        for complaint in complaints { self.complain(complaint) }
    }

    private func publish(_ plan: SessionPlan, of batch: [SessionCommit], at now: Timestamp, in state: inout FileSessionState) {
        var place = plan.place
        if let check = plan.check, check.isChanged, place >= 0 {
            state.cool(place)
            _ = state.index.update(place) { check.correct(&$0) }
            state.markDirty(place)
        }
        if plan.isIndexed {
            if plan.isDeleted {
                state.cool(place)
                state.index.remove(place)
                state.resume(plan.key)
                return
            }
            if let created = plan.created { place = state.index.put(SessionIndexRow(created, byteCount: 0)) }
            if let replaced = plan.replaced {
                if plan.replacement != nil {
                    self.restart(place, by: replaced, byteCount: plan.end, in: &state)
                } else {
                    self.replace(place, by: replaced, isReset: plan.retired != nil, isQuiet: plan.isQuiet, in: &state)
                }
            }
        }
        if plan.failure != nil {
            state.statistics.failures += 1
            if plan.isStopped, let failure = plan.failure {
                state.stop(plan.key, failure.message, distrustsEnd: plan.distrustsEnd)
                state.cool(place)
            } else if plan.failure?.code == .corrupt {
                // What the disk has failed to tell was altered: it stays as it is.
                state.broken[plan.key] = nil
            }
            return
        }
        if plan.entryCount > 0 {
            self.publishEntries(plan, place: place, at: now, in: &state)
        } else if place >= 0, case .reopen = batch[plan.commits[0]].operation {
            state.resume(plan.key)
        }
    }

    private func replace(
        _ place: Int32,
        by record: SessionRecord,
        isReset: Bool,
        isQuiet: Bool,
        in state: inout FileSessionState
    ) {
        _ = state.index.update(place) { row in
            if isReset { row.byteCount = 0 }
            row.repack(record)
        }
        if !isQuiet { state.index.touch(place) }
        if isReset {
            state.cool(place)
            state.resume(record.key)
            state.heat(HotSession(place: place, record: record, tail: SessionTail(), file: nil))
        } else if let slot = state.index[place]?.hot, slot >= 0 {
            _ = state.hot.use(slot) { $0.record = record }
        }
    }

    private func restart(_ place: Int32, by record: SessionRecord, byteCount: Int, in state: inout FileSessionState) {
        // Whoever reads next reads the new transcript.
        state.cool(place)
        _ = state.index.update(place) { row in
            row.byteCount = byteCount
            row.repack(record)
        }
        state.index.touch(place)
        state.resume(record.key)
    }

    private func publishEntries(_ plan: SessionPlan, place: Int32, at now: Timestamp, in state: inout FileSessionState) {
        let start = plan.row?.byteCount ?? 0
        state.statistics.bytesWritten += plan.end - start
        let slot = state.index.update(place) { row -> Int32 in
            if !plan.isDisturbed {
                // Otherwise everything from here on is counted when the session is used next.
                row.version += plan.entryCount
                row.byteCount = plan.end
            }
            row.updatedAt = max(row.updatedAt, now.milliseconds)
            if plan.hasInteraction { row.interactedAt = max(row.interactedAt, now.milliseconds) }
            if let preview = plan.preview { row.preview = preview }
            if let title = plan.title, !row.hasTitle {
                var record = row.record
                record.derivedTitle = title
                row.repack(record)
            }
            return row.hot
        }
        state.markDirty(place)
        state.index.touch(place)
        guard let slot, let row = state.index[place], !plan.isDisturbed else {
            state.cool(place)
            return
        }
        if slot >= 0 {
            _ = state.hot.use(slot) { hot in
                hot.record.version = SessionVersion(row.version)
                hot.record.updatedAt = Timestamp(milliseconds: row.updatedAt)
                hot.record.lastInteractionAt = Timestamp(milliseconds: row.interactedAt)
                if let preview = plan.preview { hot.record.lastMessagePreview = preview }
                if let title = plan.title { hot.record.derivedTitle = title }
                self.extend(&hot, by: plan)
            }
        } else {
            let isNew = start == 0
            let tail = isNew ? SessionTail() : SessionTail(entries: [], sizes: [], isComplete: false)
            var hot = HotSession(place: place, record: row.record(key: plan.key), tail: tail, file: nil)
            self.extend(&hot, by: plan)
            state.heat(hot)
        }
    }

    private func extend(_ hot: inout HotSession, by plan: SessionPlan) {
        for append in plan.appends { hot.tail.append(append.entries, sizes: append.sizes) }
        hot.tail.trim(keepingEntries: self.configuration.cachedEntriesPerSession, bytes: self.configuration.cacheBytes / 16)
        hot.file = plan.file
        hot.isUnsynced = plan.isUnsynced
    }

    /// Closes the sessions used longest ago while there are too many; returns files that are not durable yet.
    private func evict(from state: inout FileSessionState) -> [(key: SessionKey, file: any File)] {
        var files: [(key: SessionKey, file: any File)] = []
        while state.isCrowded(self.configuration) {
            guard let place = state.hot.slots[Int(state.hot.oldest)]?.place, let hot = state.cool(place) else { break }
            if hot.isUnsynced, let file = hot.file, self.configuration.durability != .never { files.append((hot.record.key, file)) }
        }
        return files
    }
}
