// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

@Suite("A ledger of which a file is missing says so")
struct LedgerContinuityTests {
    private static let small = FileLedger.Configuration(directory: "/ledger", maximumSettled: 10, segmentBytes: 4096, fillBytes: 1024)

    /// Fills segments with open messages until there are as many as asked for.
    private static func disk(segments count: Int) async throws -> (disk: InMemoryFileSystem, paths: [String]) {
        let disk = InMemoryFileSystem()
        let ledger = try FileLedger(Self.small, fileSystem: disk)
        var number = 0
        while Self.segments(disk).count < count {
            _ = try await ledger.accept(LedgerSample.accepted(number), epoch: .first)
            number += 1
        }
        return (disk.survivors(.onlySynchronized()), Self.segments(disk))
    }

    private static func segments(_ disk: InMemoryFileSystem) -> [String] { disk.paths.filter { $0.hasSuffix(".log") }.sorted() }

    private static func report(_ disk: InMemoryFileSystem) throws -> LedgerArchive.Report {
        try LedgerArchive(directory: "/ledger", fileSystem: disk).records { _, _, _ in }
    }

    @Test("the first or a middle file is gone: no start, and the missing records are named", arguments: [0, 1])
    func missing(_ index: Int) async throws {
        let (disk, paths) = try await Self.disk(segments: 3)
        #expect(try Self.report(disk).damages == [])
        let bounds = try paths.map { try #require(LedgerLayout.first(of: String($0.dropFirst("/ledger/".count)))) }
        try disk.remove(paths[index])
        let words = "records \(bounds[index]) to \(bounds[index + 1] - 1) are missing before \(paths[index + 1])"
        let error = #expect(throws: LedgerError.self) { try FileLedger(Self.small, fileSystem: disk) }
        #expect(error?.code == .damaged && error?.message.contains(words) == true, "\(String(describing: error))")
        let report = try Self.report(disk)
        #expect(report.damages.count == 1 && report.damages.first?.hasPrefix(words) == true, "\(report.damages)")
        // Who knows what that costs goes on without them.
        disk.setContents(of: paths[index] + ".lost", to: [])
        #expect(try Self.report(disk).damages == [])
        #expect(try Self.report(disk).losses.count == 1)
        let notices = Notices()
        let ledger = try FileLedger(Self.small, fileSystem: disk, report: { notices.add($0) })
        #expect(notices.all.contains { $0.contains("given up") }, "\(notices.all)")
        guard case .accepted(let receipt) = try await ledger.accept(LedgerSample.accepted(5000), epoch: .first) else {
            Issue.record("nothing is accepted")
            return
        }
        #expect(receipt.position.rawValue > bounds[2])
    }

    @Test("a file under another name, and a copy of one, are damage that names where it belongs", arguments: [false, true])
    func renamed(isCopy: Bool) async throws {
        let (disk, paths) = try await Self.disk(segments: 3)
        disk.setContents(of: "/ledger/000000000000ffff.log", to: try #require(disk.contents(of: paths[1])))
        if !isCopy { try disk.remove(paths[1]) }
        let words = "/ledger/000000000000ffff.log is the file that belongs at \(paths[1])"
        let error = #expect(throws: LedgerError.self) { try FileLedger(Self.small, fileSystem: disk) }
        #expect(error?.code == .damaged && error?.message.contains(words) == true, "\(String(describing: error))")
        #expect(try Self.report(disk).damages.contains { $0.hasPrefix(words) })
        try disk.remove("/ledger/000000000000ffff.log")
        #expect(isCopy == ((try? FileLedger(Self.small, fileSystem: disk)) != nil))
    }

    /// A snapshot whose newest records were dropped, and an empty segment behind it: positions were given a second time, and their files removed.
    @Test("what a compaction drops is not missing, and its positions are given to nobody else")
    func compacted() async throws {
        let disk = InMemoryFileSystem()
        var ledger: FileLedger? = try FileLedger(Self.small, fileSystem: disk)
        for number in 0..<60 {
            _ = try await ledger?.accept(LedgerSample.accepted(number), epoch: .first)
            try await ledger?.append([LedgerSample.completed(number)], epoch: .first)
        }
        // Of requests that nothing came of no trace is kept.
        for number in 60..<120 {
            _ = try await ledger?.accept(LedgerSample.record(number, .request(digest: [1])), epoch: .first)
            let end = LedgerRecord.Kind.completed(status: LedgerEntry.Completion.withdrawn, summary: nil)
            try await ledger?.append([LedgerSample.record(number, end)], epoch: .first)
        }
        ledger = nil
        // With the first key what is written goes on in a new segment.
        let encryption = try TestEncryption.with(1)
        ledger = try FileLedger(Self.small, fileSystem: disk, encryption: encryption)
        _ = try await ledger?.compact()
        var open: [MessageID] = []
        for round in 0..<4 {
            ledger = nil
            ledger = try FileLedger(Self.small, fileSystem: disk, encryption: encryption)
            #expect(try await ledger?.unsettled().map(\.identity) == open, "round \(round)")
            for number in 0..<40 {
                let record = LedgerSample.accepted(1000 * (round + 1) + number)
                guard case .accepted(let receipt) = try await ledger?.accept(record, epoch: .first) else { return }
                #expect(receipt.position.rawValue > 240)
                open.append(record.identity)
            }
            #expect(try LedgerArchive(directory: "/ledger", fileSystem: disk, encryption: encryption).records { _, _, _ in }.damages == [])
        }
    }
}
