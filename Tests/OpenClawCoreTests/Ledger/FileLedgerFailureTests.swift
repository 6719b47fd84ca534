// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

@Suite("A ledger in files says what is wrong with its disk")
struct FileLedgerFailureTests {
    private static let small = FileLedger.Configuration(directory: "/ledger", segmentBytes: 1 << 20, fillBytes: 1024)

    private static func open(
        _ disk: InMemoryFileSystem,
        _ isEncrypted: Bool,
        _ configuration: FileLedger.Configuration = Self.small,
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) throws -> FileLedger {
        try FileLedger(configuration, fileSystem: disk, encryption: isEncrypted ? try TestEncryption.with(1) : nil, report: report)
    }

    private static func code(_ body: () async throws -> Void) async -> LedgerError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? LedgerError)?.code
        }
    }

    @Test(arguments: [false, true])
    func onAFullDiskWhatIsOpenComesToItsEndAndNothingNewIsAccepted(isEncrypted: Bool) async throws {
        let disk = InMemoryFileSystem()
        let notices = Notices()
        let ledger = try Self.open(disk, isEncrypted, report: { notices.add($0) })
        for number in 0..<2 { _ = try await ledger.accept(LedgerSample.accepted(number), epoch: .first) }
        var accepted = 2
        var refusal: LedgerError?
        // What was filled in advance can be written over, and nothing more.
        disk.fill(true)
        while refusal == nil, accepted < 200 {
            do {
                _ = try await ledger.accept(LedgerSample.accepted(accepted), epoch: .first)
                accepted += 1
            } catch {
                refusal = error
            }
        }
        #expect(refusal?.code == .unavailable)
        #expect(refusal?.message.contains("full") == true)
        #expect(ledger.failure == nil, "a full disk does not stop the ledger")
        try await ledger.append([LedgerSample.completed(0)], epoch: .first)
        #expect(notices.all.contains { $0.contains("the disk is full") })
        disk.fill(false)
        try await ledger.flush()
        guard case .accepted = try await ledger.accept(LedgerSample.accepted(9999), epoch: .first) else {
            Issue.record("there is room again, and nothing is accepted")
            return
        }
        #expect(notices.all.contains { $0.contains("room again") })
        let again = try Self.open(disk.survivors(.onlySynchronized()), isEncrypted)
        #expect(again.openCount == accepted)
    }

    @Test("a segment that a full disk has kept from beginning is no damage", arguments: [false, true], [false, true])
    func aSegmentThatWasNeverBegunIsPassedOver(stays: Bool, isEncrypted: Bool) async throws {
        let disk = InMemoryFileSystem()
        let configuration = FileLedger.Configuration(directory: "/ledger", segmentBytes: 4096, fillBytes: 8192)
        let ledger = try Self.open(disk, isEncrypted, configuration)
        // Room is made with the first record.
        _ = try await ledger.accept(LedgerSample.accepted(0), epoch: .first)
        disk.fill(true)
        if stays { disk.fail(.remove, on: ".log", with: .inputOutput) }
        var accepted = 1
        // Until the segment is as long as it may be, and its successor finds no place.
        while (try? await ledger.accept(LedgerSample.accepted(accepted), epoch: .first)) != nil { accepted += 1 }
        #expect(disk.paths.count(where: { $0.hasSuffix(".log") }) == (stays ? 2 : 1))
        disk.fill(false)
        try await ledger.flush()
        for _ in 0..<20 {
            _ = try await ledger.accept(LedgerSample.accepted(accepted), epoch: .first)
            accepted += 1
        }
        let again = try Self.open(disk.survivors(.onlySynchronized(plus: 110)), isEncrypted, configuration)
        #expect(again.openCount == accepted)
    }

    @Test("a disk that is full before the first record refuses it, and takes it when there is room", arguments: [false, true])
    func fullBeforeTheFirstRecord(isEncrypted: Bool) async throws {
        let disk = InMemoryFileSystem()
        let ledger = try Self.open(disk, isEncrypted)
        disk.fill(true)
        try await ledger.flush()
        #expect(await Self.code { _ = try await ledger.accept(LedgerSample.accepted(1), epoch: .first) } == .unavailable)
        #expect(ledger.failure == nil, "a full disk does not stop the ledger")
        disk.fill(false)
        try await ledger.flush()
        guard case .accepted = try await ledger.accept(LedgerSample.accepted(1), epoch: .first) else {
            Issue.record("there is room again, and nothing is accepted")
            return
        }
    }

    @Test("records lost before the 64 KiB that are kept, or far behind them, are damage", arguments: [70 << 10, 600 << 10])
    func zerosFarBehind(place: Int) async throws {
        let disk = InMemoryFileSystem()
        let configuration = FileLedger.Configuration(directory: "/ledger")
        do {
            let ledger = try FileLedger(configuration, fileSystem: disk)
            for number in 0..<3 { _ = try await ledger.accept(LedgerSample.accepted(number), epoch: .first) }
        }
        let after = disk.survivors(.onlySynchronized())
        let path = try #require(after.paths.first { $0.hasSuffix(".log") })
        var bytes = try #require(after.contents(of: path))
        bytes += [UInt8](repeating: 0, count: max(0, (640 << 10) - bytes.count))
        after.setContents(of: path, to: bytes)
        let notices = Notices()
        do {
            let again = try FileLedger(configuration, fileSystem: after, report: { notices.add($0) })
            #expect(again.openCount == 3)
            #expect(notices.all.isEmpty)
        }
        bytes[place] = 7
        after.setContents(of: path, to: bytes)
        let torn = try FileLedger(configuration, fileSystem: after, report: { notices.add($0) })
        #expect(torn.openCount == 3)
        #expect(notices.all.contains { $0.contains("records are missing before byte \(place)") })
    }

    @Test(arguments: [false, true]) func aSegmentWithRecordsWhoseHeaderHasRottedIsNotThrownAway(isEncrypted: Bool) async throws {
        let disk = InMemoryFileSystem()
        let ledger = try Self.open(disk, isEncrypted)
        _ = try await ledger.accept(LedgerSample.accepted(1), epoch: .first)
        let after = disk.survivors(.onlySynchronized())
        let path = try #require(after.paths.first { $0.hasSuffix(".log") })
        var bytes = try #require(after.contents(of: path))
        bytes[3] ^= 1
        after.setContents(of: path, to: bytes)
        #expect(await Self.code { _ = try Self.open(after, isEncrypted) } == .damaged)
        #expect(after.contents(of: path) == bytes)
    }

    @Test(
        "a failed write or synchronization stops the ledger until it is opened again",
        arguments: [FileChange.Operation.write, .synchronize],
        [false, true]
    )
    func stops(_ operation: FileChange.Operation, isEncrypted: Bool) async throws {
        let disk = InMemoryFileSystem()
        let notices = Notices()
        let ledger = try Self.open(disk, isEncrypted, report: { notices.add($0) })
        _ = try await ledger.accept(LedgerSample.accepted(1), epoch: .first)
        disk.fail(operation, on: ".log", with: .inputOutput, writing: 20)
        #expect(await Self.code { _ = try await ledger.accept(LedgerSample.accepted(2), epoch: .first) } == .unavailable)
        // The disk is well again, but what it holds is not known.
        #expect(await Self.code { _ = try await ledger.accept(LedgerSample.accepted(3), epoch: .first) } == .unavailable)
        #expect(await Self.code { try await ledger.append([LedgerSample.completed(1)], epoch: .first) } == .unavailable)
        #expect(ledger.failure?.message.contains("ledger cannot be written") == true)
        #expect(!notices.all.isEmpty)
        try await ledger.reopen()
        #expect(ledger.failure == nil)
        try await ledger.append([LedgerSample.completed(1)], epoch: .first)
        guard case .accepted = try await ledger.accept(LedgerSample.accepted(3), epoch: .first) else {
            Issue.record("nothing is accepted after reopening")
            return
        }
        let again = try Self.open(disk.survivors(.onlySynchronized()), isEncrypted)
        #expect(try await again.entry(of: LedgerSample.identity(1))?.completion?.status == "ok")
        #expect(try await again.entry(of: LedgerSample.identity(3)) != nil)
    }

    @Test func aSecondProcessIsKeptOut() async throws {
        let disk = InMemoryFileSystem()
        let first = try FileLedger(Self.small, fileSystem: disk)
        #expect(await Self.code { _ = try FileLedger(Self.small, fileSystem: disk) } == .locked)
        withExtendedLifetime(first) {}
    }

    @Test func anOlderEpochIsRefusedAfterARestart43569() async throws {
        let disk = InMemoryFileSystem()
        _ = try await FileLedger(Self.small, fileSystem: disk).accept(LedgerSample.accepted(1), epoch: 5)
        let ledger = try FileLedger(Self.small, fileSystem: disk.survivors(.onlySynchronized()))
        #expect(await Self.code { _ = try await ledger.accept(LedgerSample.accepted(2), epoch: 4) } == .staleEpoch)
    }

    @Test(arguments: [false, true]) func aByteThatHasChangedOnTheDiskIsNoCrash(isEncrypted: Bool) async throws {
        let disk = InMemoryFileSystem()
        let ledger = try Self.open(disk, isEncrypted)
        for number in 0..<4 { _ = try await ledger.accept(LedgerSample.accepted(number), epoch: .first) }
        let after = disk.survivors(.onlySynchronized())
        let path = try #require(after.paths.first { $0.hasSuffix(".log") })
        var bytes = try #require(after.contents(of: path))
        // Behind the header.
        bytes[isEncrypted ? 200 : 90] ^= 1
        after.setContents(of: path, to: bytes)
        #expect(await Self.code { _ = try Self.open(after, isEncrypted) } == .damaged)
        let encryption = isEncrypted ? try TestEncryption.with(1) : nil
        let report = try LedgerArchive(directory: "/ledger", fileSystem: after, encryption: encryption).records { _, _, _ in }
        #expect(report.segments.first?.isRotten == true)
    }

    @Test("what an ordinary crash has left is told apart from trouble")
    func aTornEndIsNoTrouble() async throws {
        let disk = InMemoryFileSystem()
        let ledger = try Self.open(disk, false)
        for number in 0..<4 { _ = try await ledger.accept(LedgerSample.accepted(number), epoch: .first) }
        let after = disk.survivors(.onlySynchronized())
        let path = try #require(after.paths.first { $0.hasSuffix(".log") })
        var bytes = try #require(after.contents(of: path))
        let end = try #require(bytes.lastIndex { $0 != 0 })
        bytes[end] = 0
        after.setContents(of: path, to: bytes)
        let (trouble, repairs) = (Notices(), Notices())
        let again = try FileLedger(Self.small, fileSystem: after, epochs: nil, report: { trouble.add($0) }, repaired: { repairs.add($0) })
        #expect(again.openCount == 3)
        #expect(trouble.all == [])
        #expect(repairs.all.count == 1 && repairs.all.first?.contains("the end was cut off") == true, "\(repairs.all)")
    }

    @Test(arguments: [false, true]) func compactionKeepsWhatIsOpenAndWhatIsRemembered(isEncrypted: Bool) async throws {
        let disk = InMemoryFileSystem()
        let configuration = FileLedger.Configuration(directory: "/ledger", maximumSettled: 10, segmentBytes: 8192, fillBytes: 1024)
        let ledger = try Self.open(disk, isEncrypted, configuration)
        for number in 0..<300 {
            _ = try await ledger.accept(LedgerSample.accepted(number), epoch: .first)
            if number % 50 != 0 { try await ledger.append([LedgerSample.completed(number)], epoch: .first) }
        }
        let before = disk.paths.count
        #expect(try await ledger.compact() > 400)
        #expect(disk.paths.count < before)
        let again = try Self.open(disk.survivors(.onlySynchronized()), isEncrypted, configuration)
        #expect(try await again.unsettled().map(\.identity) == [0, 50, 100, 150, 200, 250].map { LedgerSample.identity($0) })
        #expect(try await again.entry(of: LedgerSample.identity(299))?.completion?.status == "ok")
        #expect(try await again.entry(of: LedgerSample.identity(1)) == nil)
        #expect(try await again.history(of: LedgerSample.identity(50)).map(\.kind.name) == ["accepted"])
    }

    @Test func payloadsThatAreOpenAreBounded() async throws {
        var configuration = Self.small
        configuration.maximumOpenBytes = 1000
        let ledger = try FileLedger(configuration, fileSystem: InMemoryFileSystem())
        _ = try await ledger.accept(LedgerSample.accepted(1, bytes: 800), epoch: .first)
        guard case .full = try await ledger.accept(LedgerSample.accepted(2, bytes: 800), epoch: .first) else {
            Issue.record("the bound is not kept")
            return
        }
        try await ledger.append([LedgerSample.completed(1)], epoch: .first)
        guard case .accepted = try await ledger.accept(LedgerSample.accepted(2, bytes: 800), epoch: .first) else {
            Issue.record("there is room again")
            return
        }
    }

    @Test func theChecksumIsThatOfRFC3720() {
        let digits = Array("123456789".utf8)
        #expect(digits.withUnsafeBytes { CRC32C.checksum($0) } == 0xE306_9283)
        let zeros = [UInt8](repeating: 0, count: 32)
        #expect(zeros.withUnsafeBytes { CRC32C.checksum($0) } == 0x8A91_36AA)
    }
}
