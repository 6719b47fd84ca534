// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads, merges and checks a configuration.
///
/// Precedence: flag, then environment, then file, then default. A configuration is checked as a whole; all that is wrong is reported
/// at once.
public struct ConfigurationLoader: Sendable {
    private let files: any ConfigurationFiles
    private let environment: [String: String]
    private let defaults: [JSONPath: JSONValue]
    private let secrets: (any SecretSource)?
    private let timeZones: TimeZoneDatabase

    /// Makes a loader.
    /// - Parameters:
    ///   - files: The disk.
    ///   - environment: The environment variables.
    ///   - defaults: Values that stand below the file and above the schema's defaults, for instance another port for a profile.
    ///   - secrets: The store that `{{NAME}}` reads from; without one such references are refused.
    ///   - timeZones: The zones that settings may name.
    public init(
        files: any ConfigurationFiles = PlatformConfigurationFiles(),
        environment: [String: String],
        defaults: [JSONPath: JSONValue] = [:],
        secrets: (any SecretSource)? = nil,
        timeZones: TimeZoneDatabase = TimeZoneDatabase()
    ) {
        self.files = files
        self.environment = environment
        self.defaults = defaults
        self.secrets = secrets
        self.timeZones = timeZones
    }

    /// Loads a configuration.
    /// - Parameters:
    ///   - path: The file, absolute; `nil` when there is none.
    ///   - overrides: What the command line sets.
    public func load(
        path: String?,
        overrides: [ConfigurationOverride] = []
    ) throws(ConfigurationError) -> LoadedConfiguration {
        try self.load(path: path, overrides: overrides, readsEnvironment: true)
    }

    /// Checks what the file alone says, without what flags and environment variables set. References to variables are resolved as ever.
    func loadFile(path: String) throws(ConfigurationError) -> LoadedConfiguration {
        try self.load(path: path, overrides: [], readsEnvironment: false)
    }

    /// The keys that environment variables set.
    var keysOfEnvironment: [JSONPath] {
        Configuration.keysByPath.filter { _, key in key.environment.contains { self.environment[$0]?.isEmpty == false } }.map(\.path)
    }

    private func load(
        path: String?,
        overrides: [ConfigurationOverride],
        readsEnvironment: Bool
    ) throws(ConfigurationError) -> LoadedConfiguration {
        var problems: [ConfigurationProblem] = []
        var notes: [ConfigurationProblem] = []
        var root = ConfigurationNode(.object([]), origin: .default)
        var read: [String] = []
        if let path { (root, read) = try self.read(path) }
        let written = root.value
        Self.moveOldNames(&root, problems: &problems, notes: &notes)
        if readsEnvironment { self.applyEnvironment(&root) }
        for override in overrides {
            Self.apply(.string(override.text), origin: .flag(override.flag), at: override.path, &root)
        }
        let references = SecretReferences(
            settings: written["secrets"],
            environment: self.environment,
            files: self.files,
            store: self.secrets
        )
        let substitution = ConfigurationSubstitution(environment: self.environment, secrets: self.secrets == nil ? nil : references)
        var substituted: Set<Secret> = []
        substitution.substitute(&root, problems: &problems, secrets: &substituted)
        let missing = Set(problems.compactMap(\.path))
        let tree = ConfigurationTree(root)
        for (path, value) in self.defaults where !tree.isSet(path) { Self.apply(value, origin: .default, at: path, &root) }
        var decoder = ConfigurationDecoder(tree: ConfigurationTree(root), references: references)
        let configuration = Configuration.schema.decode(root.value, &decoder)
        problems += decoder.problems.filter { problem in problem.path.map { !missing.contains($0) } ?? true }
        notes += decoder.notes
        problems += self.problems(of: configuration, tree)
        guard problems.isEmpty, let configuration else { throw ConfigurationError(problems.sorted(by: Self.isEarlier)) }
        return LoadedConfiguration(
            configuration: configuration,
            path: path,
            files: read,
            notes: notes,
            secrets: decoder.secrets.union(substituted),
            tree: tree,
            written: written,
            substitutedSecrets: substituted
        )
    }

    /// Time zones without which the gateway would not start.
    private func problems(of configuration: Configuration?, _ tree: ConfigurationTree) -> [ConfigurationProblem] {
        guard let configuration else { return [] }
        var named: [(path: JSONPath, zone: String)] = []
        if let zone = configuration.cron.timeZone { named.append((.keys("cron", "timeZone"), zone)) }
        let agents = configuration.agents
        if let zone = agents.defaults.userTimeZone { named.append((.keys("agents", "defaults", "userTimezone"), zone)) }
        var places = [(JSONPath.keys("agents", "defaults"), agents.defaults.heartbeat.activeHours)]
        places += agents.list.enumerated().map { (.keys("agents", "list").appending($0.offset), $0.element.heartbeat?.activeHours) }
        places += agents.entries.sorted { $0.key < $1.key }.map { (.keys("agents", "entries", $0.key), $0.value.heartbeat?.activeHours) }
        for (place, hours) in places {
            guard let zone = hours?.timeZone, zone != Configuration.ActiveHours.local, zone != Configuration.ActiveHours.user else {
                continue
            }
            named.append((place.appending("heartbeat").appending("activeHours").appending("timezone"), zone))
        }
        return named.compactMap { path, zone in
            do throws(TimeZoneError) {
                _ = try self.timeZones.rules(for: zone)
                return nil
            } catch {
                return ConfigurationProblem(.invalidValue, path: path, origin: tree.origin(of: path), message: error.message)
            }
        }
    }

    private func read(_ path: String) throws(ConfigurationError) -> (ConfigurationNode, [String]) {
        let directory: String
        let canonical: String
        do throws(FileSystemError) {
            let parent = ConfigurationFileReader.directory(of: path)
            guard
                let parent = try self.files.canonicalPath(of: parent.isEmpty ? "/" : parent),
                let file = try self.files.canonicalPath(of: path)
            else {
                throw FileSystemError(.notFound, operation: "open", path: path, detail: "it does not exist")
            }
            (directory, canonical) = (parent, file)
        } catch {
            throw ConfigurationError([
                ConfigurationProblem(
                    .unreadable,
                    path: nil,
                    origin: .default,
                    message: "cannot read the configuration \(path): \(error.detail)"
                )
            ])
        }
        var reader = ConfigurationFileReader(files: self.files, rootDirectory: directory)
        let node = reader.node(of: path, canonical: canonical, including: [], origin: .default)
        guard reader.problems.isEmpty, let node else { throw ConfigurationError(reader.problems) }
        return (node, reader.read)
    }

    private func applyEnvironment(_ root: inout ConfigurationNode) {
        guard Configuration.environmentNames.contains(where: { self.environment[$0]?.isEmpty == false }) else { return }
        for (path, key) in Configuration.keysByPath where !key.environment.isEmpty {
            for name in key.environment {
                guard let text = self.environment[name], !text.isEmpty else { continue }
                Self.apply(.string(text), origin: .environment(name), at: path, &root)
                break
            }
        }
    }

    private static func apply(_ value: JSONValue, origin: ConfigurationOrigin, at path: JSONPath, _ root: inout ConfigurationNode) {
        let keys = path.steps.compactMap { step -> String? in
            if case .key(let key) = step { key } else { nil }
        }
        if case .object(let siblings)? = root.node(at: keys.dropLast())?.content, siblings.contains(where: { $0.key != keys.last }),
            let key = Configuration.key(at: path)
        {
            // Other spellings of the same key would stand beside it as a contradiction.
            for sibling in siblings where sibling.key != key.name && key.matches(sibling.key) {
                _ = root.remove(at: (keys.dropLast() + [sibling.key])[...])
            }
        }
        root.set(ConfigurationNode(.scalar(value), origin: origin, isTextual: origin != .default), at: keys[...])
    }

    /// Moves values that older or other programs keep elsewhere to where the schema has them.
    private static func moveOldNames(
        _ root: inout ConfigurationNode,
        problems: inout [ConfigurationProblem],
        notes: inout [ConfigurationProblem]
    ) {
        for (old, new) in Configuration.movedKeys {
            let from = old.split(separator: ".").map(String.init)
            let to = new.split(separator: ".").map(String.init)
            guard let node = root.remove(at: from[...]) else { continue }
            if root.node(at: to[...]) != nil {
                let message = "is the same setting as \(new), which is set too; remove one of them"
                problems.append(
                    ConfigurationProblem(.conflict, path: JSONPath(from.map { .key($0) }), origin: node.origin, message: message)
                )
            } else {
                root.set(node, at: to[...])
                let message = "is read as \(new); move it there"
                notes.append(ConfigurationProblem(.alias, path: JSONPath(from.map { .key($0) }), origin: node.origin, message: message))
            }
        }
    }

    private static func isEarlier(_ left: ConfigurationProblem, _ right: ConfigurationProblem) -> Bool {
        switch (left.origin, right.origin) {
        case (.file(let leftPath, let leftLine, let leftColumn), .file(let rightPath, let rightLine, let rightColumn)):
            leftPath == rightPath ? (leftLine, leftColumn) < (rightLine, rightColumn) : leftPath < rightPath
        case (.file, _): true
        default: false
        }
    }
}
