// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Synchronization
import Testing

@Suite struct ConfigurationManagerTests {
    /// A file in a directory of its own, and a manager for it.
    private struct Place: Sendable {
        let path: String

        func write(_ text: String) throws { try PlatformFileSystem().replaceContents(of: self.path, with: Array(text.utf8)) }

        func read() throws -> String {
            String(decoding: try PlatformFileSystem().contents(of: self.path, maximumBytes: 1 << 20) ?? [], as: UTF8.self)
        }

        func manager(_ overrides: [ConfigurationOverride] = [], variables: [String: String] = [:]) throws -> ConfigurationManager {
            let exists = try PlatformFileSystem().status(self.path) != nil
            let loaded = try ConfigurationLoader(environment: variables).load(path: exists ? self.path : nil, overrides: overrides)
            return ConfigurationManager(
                ConfigurationManager.Environment(
                    path: self.path,
                    files: PlatformConfigurationFiles(),
                    fileSystem: PlatformFileSystem(),
                    variables: variables,
                    overrides: overrides,
                    digest: { bytes in String(bytes.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 })
                    },
                    logger: .disabled
                ),
                loaded: loaded
            )
        }
    }

    private func with(_ body: (Place) async throws -> Void) async throws {
        try await TemporaryDirectory.with { directory in try await body(Place(path: directory + "/openclaw.json")) }
    }

    @Test func theSnapshotHidesSecretsEverywhere() async throws {
        try await self.with { place in
            try place.write(#"{ gateway: { auth: { token: "very-secret-token-1" } }, /* note */ }"#)
            let snapshot = try await place.manager().snapshot()
            #expect(!"\(snapshot)".contains("very-secret"))
            #expect(snapshot["raw"]?.stringValue?.contains("/* note */") == true)
            #expect(snapshot["config"]?["gateway"]?["auth"]?["token"]?.stringValue == "__OPENCLAW_REDACTED__")
            #expect(snapshot["valid"]?.boolValue == true)
            #expect(snapshot["exists"]?.boolValue == true)
        }
    }

    @Test func aWriteNeedsTheHashOfWhatIsThere() async throws {
        try await self.with { place in
            try place.write("{}")
            let manager = try place.manager()
            let hash = try await manager.snapshot()["hash"]?.stringValue
            await #expect(throws: MethodError.self) { try await manager.replace(raw: "{gateway:{port:1}}", baseHash: nil) }
            await #expect(throws: MethodError.self) { try await manager.replace(raw: "{gateway:{port:1}}", baseHash: "stale") }
            #expect(try place.read() == "{}")
            let outcome = try await manager.replace(raw: "{gateway:{port:19000}}", baseHash: hash)
            #expect(outcome.change.restart == ["gateway.port"])
            #expect(try place.read() == "{gateway:{port:19000}}")
            await #expect(throws: MethodError.self) { try await manager.patch(raw: "{}", baseHash: hash, replacePaths: []) }
        }
    }

    @Test func whatIsWrongIsNotWritten() async throws {
        try await self.with { place in
            try place.write("{}")
            let manager = try place.manager()
            let hash = try await manager.snapshot()["hash"]?.stringValue
            for raw in ["{gateway:{port:'many'}}", "{nonsense:1}", "{", "[]", #"{gateway:{auth:{token:"__OPENCLAW_REDACTED__"}}}"#] {
                await #expect(throws: MethodError.self) { try await manager.replace(raw: raw, baseHash: hash) }
            }
            #expect(try place.read() == "{}")
        }
    }

    @Test func whatAFlagHidesIsCheckedToo() async throws {
        try await self.with { place in
            try place.write("{}")
            let manager = try place.manager([ConfigurationOverride(.keys("gateway", "port"), "19100", flag: "--port")])
            let hash = try await manager.snapshot()["hash"]?.stringValue
            await #expect(throws: MethodError.self) { try await manager.replace(raw: "{gateway:{port:'many'}}", baseHash: hash) }
            #expect(try place.read() == "{}")
            _ = try await manager.replace(raw: "{gateway:{port:19000}}", baseHash: hash)
            #expect(await manager.configuration.gateway.port == 19_100)
        }
    }

    @Test func whatAnEnvironmentVariableHidesIsCheckedToo() async throws {
        try await self.with { place in
            try place.write("{}")
            let manager = try place.manager(variables: ["OPENCLAW_GATEWAY_PORT": "19100", "OPENCLAW_LOG_LEVEL": "debug", "PORT": "19000"])
            let hash = try await manager.snapshot()["hash"]?.stringValue
            for raw in ["{gateway:{port:'many'}}", "{gateway:{port:0}}", "{gateway:5}", "{logging:{level:'loudly'}}"] {
                await #expect(throws: MethodError.self, "\(raw)") { try await manager.replace(raw: raw, baseHash: hash) }
                await #expect(throws: MethodError.self, "\(raw)") { try await manager.patch(raw: raw, baseHash: hash, replacePaths: []) }
            }
            #expect(try place.read() == "{}")
            // References in the file are still read from the environment.
            _ = try await manager.replace(raw: "{gateway:{port:'${PORT}'}}", baseHash: hash)
            #expect(await manager.configuration.gateway.port == 19_100)
        }
    }

    @Test func aPatchKeepsSecretsAndRemovesKeys() async throws {
        try await self.with { place in
            try place.write(#"{gateway:{auth:{token:"very-secret-token-1"},port:19000}}"#)
            let manager = try place.manager()
            let hash = try await manager.snapshot()["hash"]?.stringValue
            let raw = #"{gateway:{auth:{token:"__OPENCLAW_REDACTED__"},port:null}, logging:{level:"debug"}}"#
            let outcome = try await manager.patch(raw: raw, baseHash: hash, replacePaths: [])
            let file = try JSON5Document(parsing: place.read()).value
            #expect(file["gateway"]?["auth"]?["token"]?.stringValue == "very-secret-token-1")
            #expect(file["gateway"]?["port"] == nil)
            #expect(outcome.change.hot == ["logging.level"])
            #expect(!"\(outcome.effective)".contains("very-secret"))
        }
    }

    @Test func aChangedFileIsTakenOverAndABrokenOneIsNot() async throws {
        try await self.with { place in
            try place.write("{}")
            let manager = try place.manager()
            let changes = Mutex<[ConfigurationChange]>([])
            await manager.onChange { change in changes.withLock { $0.append(change) } }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await manager.watch(every: .milliseconds(5), clock: ContinuousClock()) }
                try place.write("{ broken")
                try place.write("{ logging: { level: 'debug' }, gateway: { port: 19001 } } ")
                await eventually { changes.withLock { !$0.isEmpty } }
                group.cancelAll()
            }
            let change = try #require(changes.withLock { $0.last })
            #expect(change.hot == ["logging.level"])
            #expect(change.restart == ["gateway.port"])
            try place.write("{ broken")
            await manager.reload()
            #expect(changes.withLock { $0.count } == 1)
            #expect(try await manager.snapshot()["config"]?["logging"]?["level"]?.stringValue == "debug")
            #expect(try await manager.snapshot()["valid"]?.boolValue == false)
        }
    }

    @Test func theFirstFileIsWrittenWithoutAHash() async throws {
        try await self.with { place in
            let manager = try place.manager()
            #expect(try await manager.snapshot()["exists"]?.boolValue == false)
            _ = try await manager.replace(raw: "{logging:{level:'warn'}}", baseHash: nil)
            #expect(try place.read() == "{logging:{level:'warn'}}")
        }
    }

    @Test func theSchemaNamesEveryKey() throws {
        let schema = ConfigurationSchemaDocument.json
        #expect(schema["properties"]?["gateway"]?["properties"]?["port"]?["description"]?.stringValue != nil)
        #expect(ConfigurationSchemaDocument.lookup(.keys("gateway", "auth", "token"))?["reloadKind"]?.stringValue == "hot")
        #expect(ConfigurationSchemaDocument.lookup(.keys("no", "such")) == nil)
        #expect(ConfigurationSchemaDocument.hints["gateway.auth.token"]?["sensitive"]?.boolValue == true)
    }
}
