// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

/// The stores that replace their file as a whole: the disk stops, fails or is full at every change they make.
@Suite("Files that are replaced as a whole survive every crash")
struct ReplacedFileCrashTests {
    /// A store, as far as this matters.
    enum Store: String, CaseIterable, Sendable {
        case cron
        case pairing

        func save(_ number: Int, on disk: InMemoryFileSystem) async throws {
            switch self {
            case .cron: try await FileCronStore(path: "/state/cron/jobs.json", fileSystem: disk).save(Array("{\"jobs\":\(number)}".utf8), epoch: 1)
            case .pairing: try await FilePairingStore(path: "/state/devices/pairing.json", fileSystem: disk).save(Self.book(number))
            }
        }

        func load(_ disk: InMemoryFileSystem) async throws -> Int? {
            switch self {
            case .cron:
                guard let bytes = try await FileCronStore(path: "/state/cron/jobs.json", fileSystem: disk).load(epoch: 1) else { return nil }
                return try JSONValue(parsing: bytes)["jobs"]?.intValue.map { Int($0) }
            case .pairing:
                let book = try FilePairingStore(path: "/state/devices/pairing.json", fileSystem: disk).load()
                return (1...4).first { book == Self.book($0) }
            }
        }

        private static func book(_ number: Int) -> PairingBook {
            var book = PairingBook()
            for _ in 0..<number { if let paired = try? PairingBookTests.paired(PairingBookTests.candidate()) { book = paired } }
            book.devices = book.devices.mapValues { device in
                var device = device
                device.displayName = "device \(number)"
                return device
            }
            return book
        }
    }

    private static let survivals: [InMemoryFileSystem.Survival] = [
        .everythingWritten, .onlySynchronized(), .onlySynchronized(plus: 7), .scattered(seed: 1), .scattered(seed: 2), .scattered(seed: 3),
    ]

    @Test(arguments: Store.allCases) func whatWasKeptIsThereWholeAfterACrashAtEveryChange(_ store: Store) async throws {
        let rehearsal = InMemoryFileSystem()
        for number in 1...3 { try await store.save(number, on: rehearsal) }
        for (index, change) in rehearsal.changes.enumerated() {
            for prefix in change.count > 0 ? [0, 1, change.count / 2, change.count] : [0] {
                let disk = InMemoryFileSystem()
                disk.crash(atChange: index, writing: prefix)
                var kept: Int?
                var tried: Int?
                for number in 1...3 {
                    tried = number
                    do { try await store.save(number, on: disk) } catch { break }
                    kept = number
                }
                for survival in Self.survivals {
                    let after = disk.survivors(survival)
                    let found = try await store.load(after)
                    let place = "\(store) after \(prefix) bytes of \(change), \(survival)"
                    #expect(found == kept || found == tried, "\(place): \(kept ?? 0) was kept, \(found ?? 0) is there")
                    try await store.save(4, on: after)
                    #expect(try await store.load(after) == 4, "\(place): nothing can be kept any more")
                }
            }
            await Task.yield()
        }
    }

    @Test(arguments: Store.allCases, [FileSystemError.Code.noSpace, .inputOutput])
    func aDiskThatFailsIsReportedAndTheOldFileStays(_ store: Store, _ code: FileSystemError.Code) async throws {
        for operation in [FileChange.Operation.append, .synchronize, .create, .rename, .synchronizeDirectory] {
            let disk = InMemoryFileSystem()
            try await store.save(1, on: disk)
            disk.fail(operation, with: code, writing: 3)
            do {
                try await store.save(2, on: disk)
                Issue.record("\(store): a failing \(operation) was not reported")
            } catch {
                #expect("\(error)".contains("not kept"), "\(error)")
            }
            let found = try await store.load(disk)
            // Once the file has its name, only whether that is durable is not known.
            #expect(found == (operation == .synchronizeDirectory ? 2 : 1), "\(store), \(operation)")
            try await store.save(3, on: disk)
            #expect(try await store.load(disk) == 3)
        }
    }
}
