// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The configuration of a running gateway: shows it, changes its file, and follows what others change in it (PROTOCOL 2.7).
///
/// A change is checked as a whole before the file is touched, written beside it and renamed. A file that is wrong leaves the
/// configuration in force as it is. The task that calls should prefer an executor on which files may be read.
package actor ConfigurationManager {
    /// What the manager works with.
    package struct Environment: Sendable {
        /// The file, absolute; it need not exist.
        package var path: String
        /// Reads files through links, as at the start.
        package var files: any ConfigurationFiles
        /// Writes the file.
        package var fileSystem: any FileSystem
        /// The environment variables.
        package var variables: [String: String]
        /// Values below the file.
        package var defaults: [JSONPath: JSONValue]
        /// Values of the command line.
        package var overrides: [ConfigurationOverride]
        /// The secret store that `{{NAME}}` reads from.
        package var secrets: (any SecretSource)?
        /// Files whose changes change values of the configuration, such as the store of secrets.
        package var watches: [String]
        /// Learns the secrets of every configuration that is read, so that logs can hide them.
        package var knownSecrets: KnownSecrets
        /// A hash of a text, hexadecimal.
        package var digest: @Sendable ([UInt8]) -> String
        /// Where to log to.
        package var logger: Logger

        /// Makes it.
        package init(
            path: String,
            files: any ConfigurationFiles,
            fileSystem: any FileSystem,
            variables: [String: String],
            defaults: [JSONPath: JSONValue] = [:],
            overrides: [ConfigurationOverride] = [],
            secrets: (any SecretSource)? = nil,
            watches: [String] = [],
            knownSecrets: KnownSecrets = KnownSecrets(),
            digest: @escaping @Sendable ([UInt8]) -> String,
            logger: Logger
        ) {
            self.path = path
            self.files = files
            self.fileSystem = fileSystem
            self.variables = variables
            self.defaults = defaults
            self.overrides = overrides
            self.secrets = secrets
            self.watches = watches
            self.knownSecrets = knownSecrets
            self.digest = digest
            self.logger = logger
        }
    }

    /// What came of a change.
    package struct Outcome: Sendable {
        /// The configuration in force, secrets hidden.
        package var effective: JSONValue
        /// What the change needs.
        package var change: ConfigurationChange
    }

    /// The file.
    package nonisolated let path: String
    private let environment: Environment
    private var current: LoadedConfiguration
    private var signatures: [String: FileStatus?]
    private var apply: @Sendable (ConfigurationChange) async -> Void = { _ in }

    /// - Parameter loaded: the configuration that the gateway was started with.
    package init(_ environment: Environment, loaded: LoadedConfiguration) {
        self.path = environment.path
        self.environment = environment
        self.current = loaded
        self.signatures = Self.look(environment, loaded)
    }

    /// Names what puts a changed configuration into force.
    package func onChange(_ apply: @escaping @Sendable (ConfigurationChange) async -> Void) { self.apply = apply }

    /// Follows the files until the task is cancelled.
    package func watch(every interval: Duration, clock: any Clock<Duration>) async {
        while !Task.isCancelled {
            do { try await clock.sleep(for: interval) } catch { return }
            let seen = self.look()
            guard seen != self.signatures else { continue }
            // Who writes may not have finished: the files must look the same twice.
            do { try await clock.sleep(for: .milliseconds(200)) } catch { return }
            guard self.look() == seen else { continue }
            self.signatures = seen
            await self.reload()
        }
    }

    /// Reads the files again and puts them into force; what is wrong is logged and changes nothing.
    package func reload() async {
        do {
            let loaded = try self.load(self.environment.files)
            await self.adopt(loaded)
        } catch {
            self.environment.logger.warn(
                "config.reload_skipped",
                ["problems": .int(Int64(error.problems.count))],
                message: "config reload skipped (invalid config): \(error.problems.map(\.description).joined(separator: "; "))"
            )
        }
    }

    /// The payload of `config.get`.
    package func snapshot() throws(MethodError) -> JSONValue {
        let bytes = try self.read()
        var object: JSONObject = ["path": .string(self.environment.path), "exists": .bool(bytes != nil)]
        var issues: [JSONValue] = []
        if let bytes {
            object["hash"] = .string(self.environment.digest(bytes))
            do {
                let text = try ConfigurationText(bytes)
                object["raw"] = .string(String(decoding: text.redacted, as: UTF8.self))
                object["parsed"] = ConfigurationRedaction.redact(text.value)
            } catch {
                // A text that cannot be read cannot be searched for secrets either.
                object["raw"] = .null
                object["parsed"] = [:]
            }
        } else {
            object["hash"] = .null
            object["raw"] = .null
            object["parsed"] = [:]
        }
        var warnings = self.current.notes.map(\.json)
        do {
            let loaded = try self.load(self.environment.files)
            warnings = loaded.notes.map(\.json)
        } catch {
            issues = error.problems.map(\.json)
        }
        object["valid"] = .bool(issues.isEmpty)
        object["config"] = self.current.effective
        object["issues"] = .array(issues)
        object["warnings"] = .array(warnings)
        object["legacyIssues"] = []
        return .object(object)
    }

    /// `config.set` and `config.apply`: another text for the file.
    package func replace(raw: String, baseHash: String?) async throws(MethodError) -> Outcome {
        let stored = try self.checked(baseHash)
        let text = try Self.parse(Array(raw.utf8))
        let restored = try text.restoring(from: stored.flatMap { try? ConfigurationText($0).value })
        return try await self.write(restored, replacing: stored)
    }

    /// `config.patch`: a merge patch over the file.
    package func patch(raw: String, baseHash: String?, replacePaths: [String]) async throws(MethodError) -> Outcome {
        let stored = try self.checked(baseHash)
        let old = try stored.map { (bytes) throws(MethodError) in try Self.parse(bytes).value } ?? [:]
        let patch = try Self.parse(Array(raw.utf8)).value
        guard case .object = patch else { throw .invalid("config.patch: raw must be an object") }
        let merged = old.merging(patch, replaced: Set(replacePaths))
        let restored = try ConfigurationText.restored(merged, from: old)
        return try await self.write(restored.serialized(pretty: true) + [0x0A], replacing: stored)
    }

    /// Changes the file's value as a program does, whoever wrote it last.
    package func edit(_ change: @Sendable (inout JSONValue, Configuration) throws(MethodError) -> Void) async throws(MethodError) -> Outcome
    {
        let stored = try self.read()
        var value = try stored.map { (bytes) throws(MethodError) in try Self.parse(bytes).value } ?? [:]
        try change(&value, self.current.configuration)
        return try await self.write(value.serialized(pretty: true) + [0x0A], replacing: stored)
    }

    /// The configuration in force.
    package var configuration: Configuration { self.current.configuration }

    private func checked(_ baseHash: String?) throws(MethodError) -> [UInt8]? {
        guard let bytes = try self.read() else { return nil }
        guard let baseHash else { throw .invalid("config base hash required; re-run config.get and retry") }
        guard baseHash == self.environment.digest(bytes) else {
            throw .invalid("config changed since last load; re-run config.get and retry")
        }
        return bytes
    }

    private func write(_ bytes: [UInt8], replacing old: [UInt8]?) async throws(MethodError) -> Outcome {
        guard bytes.count <= ConfigurationFileReader.maximumBytes else { throw .invalid("the configuration is larger than 2 MB") }
        let target = try self.canonicalPath()
        let loaded: LoadedConfiguration
        let candidate = CandidateFiles(base: self.environment.files, path: target, bytes: bytes)
        do {
            loaded = try self.load(candidate, path: target)
        } catch {
            throw Self.invalid(error.problems)
        }
        let hidden = self.hiddenProblems(candidate, target)
        guard hidden.isEmpty else { throw Self.invalid(hidden) }
        do throws(FileSystemError) {
            if let old { try self.environment.fileSystem.replaceContents(of: target + ".bak", with: old) }
            try self.environment.fileSystem.replaceContents(of: target, with: bytes)
        } catch {
            throw .unavailable("the configuration cannot be written: \(error.detail)")
        }
        let change = ConfigurationChange(from: self.current.configuration, to: loaded.configuration)
        self.signatures = self.look()
        await self.adopt(loaded)
        return Outcome(effective: self.current.effective, change: change)
    }

    /// What is wrong with values that a flag or an environment variable of this gateway stands over: the next start may come without it.
    private func hiddenProblems(_ files: any ConfigurationFiles, _ path: String) -> [ConfigurationProblem] {
        let loader = self.loader(files)
        let hidden = self.environment.overrides.map(\.path) + loader.keysOfEnvironment
        guard !hidden.isEmpty else { return [] }
        do {
            _ = try loader.loadFile(path: path)
            return []
        } catch {
            return error.problems.filter { problem in
                guard let path = problem.path, problem.code == .wrongType || problem.code == .invalidValue else { return false }
                // A value in the place of the object which holds the key is hidden as well.
                return hidden.contains { $0.steps.starts(with: path.steps) || Self.isSpelling(path, of: $0) }
            }
        }
    }

    /// Whether two paths name the same key, one of them by another name.
    private static func isSpelling(_ path: JSONPath, of known: JSONPath) -> Bool {
        guard path.parent == known.parent, case .key(let name)? = path.steps.last else { return false }
        return Configuration.key(at: known)?.matches(name) ?? false
    }

    private static func invalid(_ problems: [ConfigurationProblem]) -> MethodError {
        let first = problems.first
        let place = first?.path.map { "\($0): " } ?? ""
        return .invalid("invalid config: \(place)\(first?.message ?? "unknown")", details: ["issues": .array(problems.map(\.json))])
    }

    private func adopt(_ loaded: LoadedConfiguration) async {
        let change = ConfigurationChange(from: self.current.configuration, to: loaded.configuration)
        self.current = loaded
        if change.isEmpty { return }
        self.environment.logger.info(
            "config.reloaded",
            [
                "changed": .string(change.hot.joined(separator: ", ")),
                "needRestart": .string(change.restart.joined(separator: ", ")),
            ]
        )
        await self.apply(change)
    }

    private func load(
        _ files: any ConfigurationFiles,
        path: String? = nil
    ) throws(ConfigurationError) -> LoadedConfiguration {
        var place = path
        if place == nil {
            do {
                place = try self.environment.files.canonicalPath(of: self.environment.path) == nil ? nil : self.environment.path
            } catch {
                place = self.environment.path
            }
        }
        let loaded = try self.loader(files).load(path: place, overrides: self.environment.overrides)
        self.environment.knownSecrets.add(loaded.secrets)
        return loaded
    }

    private func loader(_ files: any ConfigurationFiles) -> ConfigurationLoader {
        ConfigurationLoader(
            files: files,
            environment: self.environment.variables,
            defaults: self.environment.defaults,
            secrets: self.environment.secrets
        )
    }

    private func read() throws(MethodError) -> [UInt8]? {
        do throws(FileSystemError) {
            guard let path = try self.environment.files.canonicalPath(of: self.environment.path) else { return nil }
            return try self.environment.files.contents(of: path, maximumBytes: ConfigurationFileReader.maximumBytes)
        } catch {
            throw .unavailable("the configuration \(self.environment.path) cannot be read: \(error.detail)")
        }
    }

    /// Where the file really is, so that a link to it stays a link.
    private func canonicalPath() throws(MethodError) -> String {
        do throws(FileSystemError) {
            return try self.environment.files.canonicalPath(of: self.environment.path) ?? self.environment.path
        } catch {
            throw .unavailable("the configuration \(self.environment.path) cannot be reached: \(error.detail)")
        }
    }

    /// How the files look from outside.
    private func look() -> [String: FileStatus?] { Self.look(self.environment, self.current) }

    private static func look(_ environment: Environment, _ loaded: LoadedConfiguration) -> [String: FileStatus?] {
        var signatures: [String: FileStatus?] = [:]
        for path in Set(loaded.files + environment.watches + [environment.path]) {
            // What cannot be looked at counts as gone; the next reload says why.
            let canonical = (try? environment.files.canonicalPath(of: path)) ?? path
            signatures[path] = try? environment.fileSystem.status(canonical)
        }
        return signatures
    }

    private static func parse(_ bytes: [UInt8]) throws(MethodError) -> ConfigurationText {
        do {
            return try ConfigurationText(bytes)
        } catch {
            throw .invalid("invalid config: \(error)", details: ["issues": [["path": "", "message": .string("\(error)")]]])
        }
    }
}
