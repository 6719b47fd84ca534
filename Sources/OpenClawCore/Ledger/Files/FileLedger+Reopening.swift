// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

extension FileLedger {
    /// Reads the files anew after a failure; what had been acknowledged is there, what had not may be.
    public func reopen() async throws(LedgerError) {
        let distrustsEnd = try self.state.withLock { (state) throws(LedgerError) -> Bool? in
            if state.failure == nil { return nil }
            guard !state.isReopening, !state.isCompacting else {
                throw LedgerError(.unavailable, "the ledger's files are being worked on; try again in a moment")
            }
            state.isReopening = true
            return state.distrustsEnd
        }
        guard let distrustsEnd else { return }
        defer { self.state.withLock { $0.isReopening = false } }
        let failure = await self.onExecutor { () -> LedgerError? in
            var recovery = LedgerRecovery(
                layout: self.layout,
                configuration: self.configuration,
                fileSystem: self.fileSystem,
                encryption: self.encryption
            )
            recovery.distrustsEnd = distrustsEnd
            do throws(LedgerError) {
                let recovered = try recovery.run()
                for notice in recovery.notices { self.repaired("ledger: \(notice)") }
                self.state.withLock { state in
                    let epoch = state.machine.epoch
                    state.machine = recovered.machine
                    // The epoch in force may not have written yet; recovery has seen no newer one.
                    try? state.machine.begin(epoch)
                    state.reopenings += 1
                    state.writer = recovered.writer
                    state.sealed = recovered.sealed
                    state.stored = recovered.machine.next - 1
                    state.queue = []
                    state.failure = nil
                    state.distrustsEnd = false
                    state.isFull = false
                }
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    func tryToReopen() async {
        do throws(LedgerError) {
            try await self.reopen()
            self.report("ledger: its files were opened again; messages are accepted")
        } catch {
            // What no attempt will cure ends the attempts.
            if error.code != .unavailable { self.state.withLock { $0.failure = error } }
            self.report("ledger: its files cannot be opened again: \(error.message)")
        }
    }
}
