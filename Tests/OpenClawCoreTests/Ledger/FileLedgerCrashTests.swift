// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

/// Stops the world at every change that a fixed scenario makes to the disk, with several fates of what was not durable, and opens the
/// ledger again: everything acknowledged is there, and nothing that was never recorded.
@Suite("A ledger in files survives every crash")
struct FileLedgerCrashTests {
    /// Small files, so that the scenario fills several and compacts them.
    private static func configuration(_ durability: LedgerDurability = .everyCommit) -> FileLedger.Configuration {
        FileLedger.Configuration(directory: "/ledger", durability: durability, maximumSettled: 4, segmentBytes: 4096, fillBytes: 512)
    }

    /// What was acknowledged before the crash.
    private struct Acknowledged {
        var accepted: Set<Int> = []
        var completed: Set<Int> = []
        /// What was under way.
        var attempted: Set<Int> = []
    }

    private static let scenario = 0..<14

    /// Runs the scenario until it ends or the disk stops.
    private static func play(
        _ disk: InMemoryFileSystem,
        _ durability: LedgerDurability,
        _ encryption: WorkspaceEncryption? = nil
    ) async -> Acknowledged {
        var done = Acknowledged()
        do {
            let ledger = try FileLedger(Self.configuration(durability), fileSystem: disk, encryption: encryption)
            for number in Self.scenario {
                done.attempted.insert(number)
                guard case .accepted = try await ledger.accept(LedgerSample.accepted(number, bytes: 300), epoch: .first) else { continue }
                done.accepted.insert(number)
                try ledger.note([LedgerSample.record(number, .claimed)], epoch: .first)
                if number % 3 != 0 {
                    try await ledger.append(
                        [
                            LedgerSample.completed(number),
                            LedgerSample.record(number, .intent(deliveryID: "d\(number)", channel: "telegram", payload: [1, 2, 3])),
                        ],
                        epoch: .first
                    )
                    done.completed.insert(number)
                    try await ledger.append(
                        [LedgerSample.record(number, .receipt(deliveryID: "d\(number)", messageID: "m"))],
                        epoch: .first
                    )
                }
                if number == 9 { try await ledger.compact() }
            }
            try await ledger.flush()
        } catch {
            // The disk has stopped.
        }
        return done
    }

    private static func check(
        _ disk: InMemoryFileSystem,
        _ done: Acknowledged,
        _ durability: LedgerDurability,
        _ place: String,
        _ encryption: WorkspaceEncryption? = nil
    ) async throws {
        var notices: [String] = []
        for _ in 0..<2 {
            let ledger: FileLedger
            do {
                ledger = try FileLedger(Self.configuration(durability), fileSystem: disk, encryption: encryption)
            } catch {
                Issue.record("\(place): cannot be opened: \(error)")
                return
            }
            let open = try await ledger.unsettled()
            for entry in open {
                let number = Int(entry.identity.event.dropFirst("update-".count)) ?? -1
                #expect(done.attempted.contains(number), "\(place): \(entry.identity) was never accepted")
                guard entry.completion == nil else {
                    // The end and its intent are one commit.
                    #expect(entry.deliveries.map(\.id) == ["d\(number)"], "\(place): half of a commit")
                    continue
                }
                guard case .accepted(_, _, _, let payload) = entry.opening else { continue }
                #expect(payload == [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 300), "\(place): another payload")
            }
            let openNumbers = Set(open.filter { $0.completion == nil }.map(\.identity))
            for number in done.accepted where !done.completed.contains(number) && number % 3 == 0 {
                #expect(openNumbers.contains(LedgerSample.identity(number)), "\(place): message \(number) is lost")
            }
            for number in done.completed {
                #expect(!openNumbers.contains(LedgerSample.identity(number)), "\(place): the end of \(number) is lost")
            }
            // It goes on.
            let next = LedgerSample.accepted(1000 + notices.count)
            notices.append("")
            guard case .accepted = try await ledger.accept(next, epoch: .first) else {
                Issue.record("\(place): nothing is accepted any more")
                return
            }
            try await ledger.append(
                [LedgerRecord(identity: next.identity, timestamp: next.timestamp, kind: .completed(status: "ok", summary: nil))],
                epoch: .first
            )
        }
    }

    @Test(
        "what was durable survives a power cut at every change",
        arguments: [
            InMemoryFileSystem.Survival.everythingWritten, .onlySynchronized(), .onlySynchronized(plus: 200), .scattered(seed: 1),
            .scattered(seed: 2), .scattered(seed: 3),
        ],
        [false, true]
    )
    func powerCut(_ survival: InMemoryFileSystem.Survival, isEncrypted: Bool) async throws {
        let encryption = isEncrypted ? try TestEncryption.with(1) : nil
        let rehearsal = InMemoryFileSystem()
        let all = await Self.play(rehearsal, .everyCommit, encryption)
        #expect(all.accepted.count == Self.scenario.count)
        for (index, change) in rehearsal.changes.enumerated() {
            for prefix in change.count > 0 ? isEncrypted ? [change.count / 2] : [0, 5, change.count / 2, change.count] : [0] {
                let disk = InMemoryFileSystem()
                disk.crash(atChange: index, writing: prefix)
                let done = await Self.play(disk, .everyCommit, encryption)
                let place = "change \(index) (\(change)) after \(prefix) bytes"
                try await Self.check(disk.survivors(survival), done, .everyCommit, place, encryption)
            }
            await Task.yield()
        }
    }

    @Test(
        "without synchronization everything acknowledged survives the process",
        arguments: [LedgerDurability.never, .interval(.seconds(1))],
        [false, true]
    )
    func killedProcess(_ durability: LedgerDurability, isEncrypted: Bool) async throws {
        let encryption = isEncrypted ? try TestEncryption.with(1) : nil
        let rehearsal = InMemoryFileSystem()
        _ = await Self.play(rehearsal, durability, encryption)
        for (index, change) in rehearsal.changes.enumerated() {
            for prefix in change.count > 0 ? [0, change.count / 2, change.count] : [0] {
                let disk = InMemoryFileSystem()
                disk.crash(atChange: index, writing: prefix)
                let done = await Self.play(disk, durability, encryption)
                try await Self.check(
                    disk.survivors(.everythingWritten),
                    done,
                    durability,
                    "change \(index) (\(change)) after \(prefix) bytes",
                    encryption
                )
            }
            await Task.yield()
        }
    }

    @Test("a power cut while it repairs what another one has left loses nothing either", arguments: [false, true])
    func crashDuringRecovery(isEncrypted: Bool) async throws {
        let encryption = isEncrypted ? try TestEncryption.with(1) : nil
        let rehearsal = InMemoryFileSystem()
        _ = await Self.play(rehearsal, .everyCommit, encryption)
        for index in stride(from: 0, to: rehearsal.changes.count, by: 4) {
            let first = InMemoryFileSystem()
            first.crash(atChange: index, writing: rehearsal.changes[index].count / 2)
            let done = await Self.play(first, .everyCommit, encryption)
            for second in 0..<8 {
                let again = first.survivors(.scattered(seed: UInt64(index)))
                again.crash(atChange: second, writing: 9)
                _ = try? FileLedger(Self.configuration(), fileSystem: again, encryption: encryption)  // The next one must open.
                let place = "change \(index), then \(second)"
                try await Self.check(again.survivors(.scattered(seed: UInt64(second))), done, .everyCommit, place, encryption)
            }
            await Task.yield()
        }
    }

    /// Found by `make simulate SCENARIO=messages SEED=1038`: a process died between making a new segment durable and its name.
    @Test(arguments: [false, true])
    func theNameOfASegmentThatWasJustBegunBecomesDurableWhenItIsTakenUp(isEncrypted: Bool) async throws {
        let encryption = isEncrypted ? try TestEncryption.with(1) : nil
        let disk = InMemoryFileSystem()
        var first: FileLedger? = try FileLedger(Self.configuration(), fileSystem: disk, encryption: encryption)
        disk.fail(.synchronizeDirectory, on: "/ledger", with: .inputOutput)
        var number = 0
        while first?.failure == nil, number < 100 {
            do { _ = try await first?.accept(LedgerSample.accepted(number, bytes: 300), epoch: .first) } catch { break }
            number += 1
        }
        #expect(first?.failure != nil, "no second segment was begun")
        first = nil
        let second = try FileLedger(Self.configuration(), fileSystem: disk, encryption: encryption)
        _ = try await second.accept(LedgerSample.accepted(1_000), epoch: .first)
        let third = try FileLedger(Self.configuration(), fileSystem: disk.survivors(.onlySynchronized()), encryption: encryption)
        #expect(try await third.entry(of: LedgerSample.identity(1_000)) != nil, "an acknowledged message went with its file")
    }
}
