// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads a configuration file and follows its `$include`s.
struct ConfigurationFileReader {
    /// How deep includes nest.
    static let maximumDepth = 10
    /// How large one file may be, in bytes.
    static let maximumBytes = 2 * 1024 * 1024
    /// How many files one configuration may be made of.
    static let maximumFiles = 256

    private let files: any ConfigurationFiles
    private let rootDirectory: String
    private(set) var read: [String] = []
    private(set) var problems: [ConfigurationProblem] = []

    /// - Parameter rootDirectory: The canonical directory that includes must stay in.
    init(files: any ConfigurationFiles, rootDirectory: String) {
        self.files = files
        self.rootDirectory = rootDirectory
    }

    /// Reads a file.
    /// - Parameters:
    ///   - path: The path as it was given, for messages and as the base of relative includes.
    ///   - including: The canonical paths of the files that led here.
    mutating func node(of path: String, canonical: String, including: [String], origin: ConfigurationOrigin) -> ConfigurationNode? {
        let bytes: [UInt8]
        do {
            guard let contents = try self.files.contents(of: canonical, maximumBytes: Self.maximumBytes) else {
                self.report(.unreadable, origin, "\(path) does not exist; check the path")
                return nil
            }
            bytes = contents
        } catch  where error.code == .tooLarge {
            self.report(.unreadable, origin, "\(path) is larger than 2 MB; split it with \"$include\"")
            return nil
        } catch {
            self.report(.unreadable, origin, "\(path) cannot be read: \(error.detail)")
            return nil
        }
        if !self.read.contains(canonical) { self.read.append(canonical) }
        guard self.read.count <= Self.maximumFiles else {
            self.report(.include, origin, "the configuration includes more than \(Self.maximumFiles) files")
            return nil
        }
        guard let node = self.parse(bytes, path: path) else { return nil }
        return self.resolve(node, file: path, chain: including + [canonical])
    }

    private mutating func parse(_ bytes: [UInt8], path: String) -> ConfigurationNode? {
        let lower = path.lowercased()
        if lower.hasSuffix(".yaml") || lower.hasSuffix(".yml") {
            self.report(
                .format,
                .file(path: path, line: 1, column: 1),
                "YAML is not supported in this version; write the configuration as JSON5, for example in openclaw.json"
            )
            return nil
        }
        func place(_ position: SourcePosition) -> ConfigurationOrigin {
            .file(path: path, line: position.line, column: position.column)
        }
        do {
            let document = try JSON5Document(parsing: bytes)
            let positions = document.positions
            return ConfigurationNode(
                document.value,
                origin: { place(positions.value(at: $0) ?? SourcePosition(line: 1, column: 1)) },
                keyOrigin: { positions.key(at: $0).map(place) }
            )
        } catch {
            let problem = ConfigurationProblem(
                .syntax,
                path: error.path.steps.isEmpty ? nil : error.path,
                origin: place(error.position),
                message: error.message
            )
            self.problems.append(problem)
            return nil
        }
    }

    /// Replaces `$include` members by what they name, from the inside out.
    private mutating func resolve(_ node: ConfigurationNode, file: String, chain: [String]) -> ConfigurationNode? {
        switch node.content {
        case .scalar:
            return node
        case .array(let elements):
            var copy = node
            copy.content = .array(elements.compactMap { self.resolve($0, file: file, chain: chain) })
            return copy
        case .object(let members):
            var own = node
            own.content = .object(
                members.filter { $0.key != "$include" }.compactMap { member in
                    self.resolve(member.node, file: file, chain: chain).map { ConfigurationNode.Member(key: member.key, node: $0) }
                }
            )
            guard let include = node["$include"] else { return own }
            guard var merged = self.included(include, file: file, chain: chain) else { return own }
            let hasSiblings = members.count > 1
            if hasSiblings, case .object = merged.content {
            } else if hasSiblings {
                self.report(.include, include.origin, "the included file is not an object, so nothing can stand beside \"$include\"")
                return own
            }
            if hasSiblings { merged.merge(own) }
            return merged
        }
    }

    private mutating func included(_ include: ConfigurationNode, file: String, chain: [String]) -> ConfigurationNode? {
        switch include.content {
        case .scalar(.string(let path)):
            return self.include(path, origin: include.origin, file: file, chain: chain)
        case .array(let elements):
            var merged: ConfigurationNode?
            for element in elements {
                guard case .scalar(.string(let path)) = element.content else {
                    self.report(.include, element.origin, "\"$include\" takes a path or a list of paths")
                    continue
                }
                guard let node = self.include(path, origin: element.origin, file: file, chain: chain) else { continue }
                if merged == nil { merged = node } else { merged?.merge(node) }
            }
            return merged
        default:
            self.report(.include, include.origin, "\"$include\" takes a path or a list of paths")
            return nil
        }
    }

    private mutating func include(_ path: String, origin: ConfigurationOrigin, file: String, chain: [String]) -> ConfigurationNode? {
        guard chain.count <= Self.maximumDepth else {
            self.report(.include, origin, "\"$include\" nests more than \(Self.maximumDepth) files deep; include \(path) further up")
            return nil
        }
        guard !path.isEmpty, !path.utf8.contains(0) else {
            self.report(.include, origin, "\"$include\" has no path")
            return nil
        }
        let target = path.hasPrefix("/") ? path : Self.directory(of: file) + "/" + path
        let canonical: String
        do {
            guard let found = try self.files.canonicalPath(of: target) else {
                self.report(.include, origin, "the included file \(path) does not exist (looked for \(target))")
                return nil
            }
            canonical = found
        } catch {
            self.report(.include, origin, "the included file \(path) cannot be read: \(error.detail)")
            return nil
        }
        guard canonical.hasPrefix(self.rootDirectory == "/" ? "/" : self.rootDirectory + "/") else {
            self.report(
                .include,
                origin,
                "the included file \(path) is outside the configuration's directory \(self.rootDirectory); move it there"
            )
            return nil
        }
        guard !chain.contains(canonical) else {
            let circle = (chain.drop { $0 != canonical } + [canonical]).map { String($0.split(separator: "/").last ?? "") }
            self.report(.include, origin, "the files include each other in a circle: \(circle.joined(separator: " → "))")
            return nil
        }
        return self.node(of: target, canonical: canonical, including: chain, origin: origin)
    }

    private mutating func report(_ code: ConfigurationProblem.Code, _ origin: ConfigurationOrigin, _ message: String) {
        self.problems.append(ConfigurationProblem(code, path: nil, origin: origin, message: message))
    }

    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "" : String(path[..<slash])
    }
}
