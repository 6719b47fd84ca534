// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@Suite struct ExecApprovalsFileTests {
    static let text = #"""
        {"version":1,"socket":{"path":"/tmp/s","token":"secret"},"defaults":{"security":"allowlist","ask":"always"},
         "agents":{"main":{"security":"full","allowlist":[{"pattern":"/usr/bin/id"},"/usr/bin/uptime"]},
                   "*":{"allowlist":[{"id":"1","pattern":"/bin/ls","args":["-l"],"cwd":"/","files":{"/a":"b"},"lastUsedAt":5}]}}}
        """#

    @Test func policiesAndListsAreThoseOfTheAgentAndEverybody() throws {
        let file = try ExecApprovalsFile(json: JSONValue(parsing: Self.text))
        #expect(file.policy(for: "main") == ExecPolicy(security: .full, ask: .always, askFallback: .deny))
        #expect(file.policy(for: "other") == ExecPolicy(security: .allowlist, ask: .always, askFallback: .deny))
        #expect(file.allowlist(for: "main").map(\.pattern) == ["/bin/ls", "/usr/bin/id", "/usr/bin/uptime"])
        #expect(file.allowlist(for: nil).map(\.pattern) == ["/bin/ls"])
    }

    @Test func itIsWrittenAsItWasRead() throws {
        let file = try ExecApprovalsFile(json: JSONValue(parsing: Self.text))
        #expect(try ExecApprovalsFile(json: file.json()) == file)
        #expect(file.json(redacted: true)["socket"]?["token"] == nil)
    }

    @Test(arguments: [
        (#"{"version":2}"#, "version"), (#"{"defaults":{"security":"open"}}"#, "defaults.security"), (#"{"defaults":{"aks":"off"}}"#, "defaults.aks"),
        (#"{"agents":{"main":{"allowlist":[{"pattern":""}]}}}"#, "agents.main.allowlist[0].pattern"), ("[]", "the file"),
        (#"{"agents":{"main":{"allowlist":[{"pattern":"/a","args":[1]}]}}}"#, "agents.main.allowlist[0].args"),
        (#"{"extra":1}"#, "extra"),
    ]) func whatIsNotUnderstoodIsRefusedWithItsPlace(text: String, place: String) throws {
        let value = try JSONValue(parsing: text)
        let error = #expect(throws: ExecApprovalsError.self) { try ExecApprovalsFile(json: value) }
        #expect(error?.message.contains(place) == true, "\(error?.message ?? "")")
    }

    @Test func theStoreKeepsSecretsModesAndOrder() throws {
        let disk = InMemoryFileSystem()
        let store = ExecApprovalsStore(path: "/state/exec-approvals.json", fileSystem: disk)
        let empty = try store.load()
        #expect(!empty.exists)
        #expect(empty.file.policy(for: nil) == ExecPolicy())
        let first = try store.replace(JSONValue(parsing: Self.text), baseHash: nil)
        #expect(first.hash.count == 64)
        #expect(try store.load() == first)
        // Without the hash of what is there nothing is replaced.
        #expect(throws: ExecApprovalsError.self) { try store.replace(["version": 1], baseHash: nil) }
        #expect(throws: ExecApprovalsError.self) { try store.replace(["version": 1], baseHash: "00") }
        let second = try store.replace(["version": 1, "socket": ["path": "/tmp/s"]], baseHash: first.hash)
        #expect(second.file.json()["socket"]?["token"]?.stringValue == "secret")
        #expect(throws: ExecApprovalsError.self) { try store.save(first.file, baseHash: first.hash) }
    }

    @Test func aBrokenFileIsAnErrorNeverAnEmptyOne() throws {
        let disk = InMemoryFileSystem()
        try disk.createDirectory("/state")
        try disk.replaceContents(of: "/state/exec-approvals.json", with: Array("{".utf8))
        #expect(throws: ExecApprovalsError.self) { try ExecApprovalsStore(path: "/state/exec-approvals.json", fileSystem: disk).load() }
    }

    /// CVE-2026-35632, -43570, -44112, -53856.
    @Test func CVE_2026_35632_theFileIsNeverReachedThroughALinkAndItsModeIsPrivate() async throws {
        try await TemporaryDirectory.with { root in
            let store = ExecApprovalsStore(path: "\(root)/exec-approvals.json")
            _ = try store.change { file throws(ExecApprovalsError) in file.defaults.ask = .always }
            let status = try #require(try PlatformFileSystem().status(store.path))
            #expect(status.permissions == 0o600)
            try TemporaryDirectory.link("\(root)/other.json", to: store.path)
            #expect(throws: ExecApprovalsError.self) { try ExecApprovalsStore(path: "\(root)/other.json").load() }
        }
    }

    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    ]) func digests(text: String, digest: String) {
        #expect(SHA256.hexadecimal(Array(text.utf8)) == digest)
    }
}
