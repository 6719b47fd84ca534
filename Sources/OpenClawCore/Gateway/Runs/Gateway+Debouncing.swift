// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Puts a message in its place among the others of its sender: it waits for more, or ends their waiting (PROTOCOL 6.4).
    ///
    /// The ledger has the message, and its session a place for it.
    /// - Parameter mode: how it queues, when its session is busy.
    func place(_ run: ActiveRun, _ role: BurstRole, mode: QueueMode?) async {
        guard let key = BurstKey(run.request) else {
            _ = run.letGo(mode, burst: nil)
            return await self.enqueue([run], startsNow: self.runs.add(run) == .start, mode: mode)
        }
        switch role {
        case .waits:
            let burst = self.runs.hold(run, in: key)
            if burst.isFull { return await self.letGo(key, burst.number) }
            guard burst.isFirst, !self.submit({ await self.awaitMore(key, burst.number) }) else { return }
            await self.abortAtTheEnd(run)
        case .joins:
            _ = self.runs.hold(run, in: key)
            let (runs, startsNow) = self.runs.letGo(key, mode: mode)
            await self.enqueue(runs, startsNow: startsNow, mode: mode)
        case .follows:
            let (before, startsNow) = self.runs.letGo(key, mode: mode)
            let isNext = self.runs.add(run) == .start
            await self.enqueue(before + [run], startsNow: startsNow || isNext, mode: mode)
        }
    }

    /// Waits until a sender writes no more, and lets what came into the queue of its session.
    private func awaitMore(_ key: BurstKey, _ number: Int) async {
        guard let first = self.runs.first(in: key, number: number) else { return }
        let wait = self.configuration.debounce.wait(on: first.request.identity.channel)
        // When the gateway stops, what waits is parked by those who stop it.
        guard await self.waitForQuiet(wait, newest: { self.runs.newest(in: key, number: number) }) else { return }
        await self.letGo(key, number)
    }

    /// Lets a burst into the queue of its session.
    private func letGo(_ key: BurstKey, _ number: Int) async {
        guard let first = self.runs.first(in: key, number: number) else { return }
        // What an earlier process has accepted interrupts nobody.
        let applies = !first.request.isResumed && self.runs.isBusy(key.session)
        let mode = applies ? await self.queueMode(of: first.request) : nil
        let (runs, startsNow) = self.runs.letGo(key, number: number, mode: mode)
        await self.enqueue(runs, startsNow: startsNow, mode: mode)
    }

    /// Starts the first of several runs that have entered the queue of their session, or makes way for them.
    private func enqueue(_ runs: [ActiveRun], startsNow: Bool, mode: QueueMode?) async {
        guard let first = runs.first else { return }
        if startsNow {
            guard !self.submit({ await self.execute(first) }) else { return }
            await self.abortAtTheEnd(first)
            _ = self.runs.release(first)
        } else if mode == .interrupt {
            await self.interrupt(for: runs)
        }
    }

    /// Ends the waiting because the gateway stops: what a restart takes up stays open, anything else has its turn now.
    func endDebouncing() async {
        for (key, runs) in self.runs.bursts {
            if self.ledger.isDurable {
                for run in runs { await self.abortAtTheEnd(run) }
            } else {
                let (runs, startsNow) = self.runs.letGo(key, mode: nil)
                await self.enqueue(runs, startsNow: startsNow, mode: nil)
            }
        }
    }
}
