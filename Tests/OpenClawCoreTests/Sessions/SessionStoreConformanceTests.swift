// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@Suite("Session stores keep their promises")
struct SessionStoreConformanceTests {
    @Test("in memory", arguments: SessionStoreConformance.cases)
    func memory(_ promise: ConformanceCase<any SessionStore>) async throws {
        try await promise.run { InMemorySessionStore() }
    }

    @Test("in files", arguments: SessionStoreConformance.cases)
    func files(_ promise: ConformanceCase<any SessionStore>) async throws {
        try await promise.run {
            try FileSessionStore(.init(root: "/state"), fileSystem: InMemoryFileSystem())
        }
    }

    @Test("in files, durable with every commit, with room for two open transcripts and no cache", arguments: SessionStoreConformance.cases)
    func crampedFiles(_ promise: ConformanceCase<any SessionStore>) async throws {
        try await promise.run {
            try FileSessionStore(
                .init(root: "/state", durability: .everyCommit, maximumOpenSessions: 2, cacheBytes: 0, cachedEntriesPerSession: 1),
                fileSystem: InMemoryFileSystem()
            )
        }
    }

    @Test("in encrypted files, with room for two open transcripts and no cache", arguments: SessionStoreConformance.cases)
    func encryptedFiles(_ promise: ConformanceCase<any SessionStore>) async throws {
        try await promise.run {
            try FileSessionStore(
                .init(root: "/state", maximumOpenSessions: 2, cacheBytes: 0, cachedEntriesPerSession: 1),
                fileSystem: InMemoryFileSystem(),
                encryption: TestEncryption.with(1)
            )
        }
    }

    @Test("in files of the system's disk", arguments: SessionStoreConformance.cases)
    func platformFiles(_ promise: ConformanceCase<any SessionStore>) async throws {
        try await TemporaryDirectory.with { directory in
            try await promise.run { try FileSessionStore(.init(root: directory)) }
        }
    }
}
