// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension CronDriver {
    /// Takes what people have put in the place of the jobs. Returns why that could not be done, or `nil` when nothing is in the way of
    /// keeping the jobs.
    ///
    /// Edits that cannot be used may be half of what an editor is writing: they are set aside when they are the same a little later.
    /// Until then nothing is kept, so that no run begins and every change is refused.
    @discardableResult
    mutating func takeEdits(of store: any EditableCronStore) async -> CronError? {
        let now = self.gateway.now()
        self.edits.noteLook(now)
        do throws(CronError) {
            guard let bytes = try await store.edits(epoch: self.epoch) else {
                if self.edits.clearDoubt() { self.scheduler.rejectedEdits = nil }
                return nil
            }
            let merge: CronMerge
            do throws(CronError) {
                (self.scheduler, merge) = try await self.service.merge(
                    bytes,
                    into: self.scheduler,
                    touched: self.edits.touched,
                    now: now,
                    on: self.gateway.configuration.blockingExecutor
                )
            } catch {
                return try await self.refuse(bytes, error.message, store, now)
            }
            store.accept(bytes)
            _ = self.edits.clearDoubt()
            self.scheduler.rejectedEdits = nil
            self.tell(merge)
            self.carryOut(merge.actions, isByHand: true)
            return nil
        } catch {
            self.gateway.logger.error("cron.edits_not_read", ["error": .string(error.message)])
            return error
        }
    }

    private mutating func refuse(
        _ bytes: [UInt8],
        _ reason: String,
        _ store: any EditableCronStore,
        _ now: Timestamp
    ) async throws(CronError) -> CronError? {
        let location = store.location
        // It is part of a sentence here.
        let reason = reason.hasSuffix(".") ? String(reason.dropLast()) : reason
        guard self.edits.doubts(bytes, now) else {
            let words = "\(location) was changed by hand and cannot be used: \(reason); correct it, or it is set aside in a few seconds"
            self.scheduler.rejectedEdits = CronRejectedEdits(reason: words, place: nil, time: now)
            self.gateway.logger.warn("cron.edits_not_understood", ["file": .string(location), "reason": .string(reason)])
            return CronError(.storage, words)
        }
        let place = try await store.setAside(bytes, at: now, epoch: self.epoch)
        store.accept(bytes)
        _ = self.edits.clearDoubt()
        let words =
            "\(location) was changed by hand and could not be used: \(reason). The changes are in \(place), and the jobs go on as they were; "
            + "correct the changes there and copy them to \(location)"
        self.scheduler.rejectedEdits = CronRejectedEdits(reason: words, place: place, time: now)
        self.scheduler.version += 1
        self.gateway.logger.error("cron.edits_set_aside", ["file": .string(place), "reason": .string(reason)], message: words)
        return nil
    }

    private func tell(_ merge: CronMerge) {
        self.gateway.logger.info(
            "cron.edits_taken",
            [
                "file": .string(self.service.store.location), "added": .int(Int64(merge.added.count)),
                "changed": .int(Int64(merge.changed.count)), "removed": .int(Int64(merge.removed.count)),
            ]
        )
        for id in merge.outdated.prefix(CronUnreadableJob.shown) {
            self.gateway.logger.warn(
                "cron.edit_outdated",
                ["job": .string(id)],
                message: "the job was changed through the gateway after the edited text was written; that change stays"
            )
        }
        for job in self.scheduler.unreadable.prefix(CronUnreadableJob.shown) {
            self.gateway.logger.warn("cron.job_not_understood", ["job": .string(job.label), "reason": .string(job.reason)])
        }
    }
}
