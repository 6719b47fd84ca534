// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Configuration files in memory; links map a path to the one it stands for.
struct InMemoryConfigurationFiles: ConfigurationFiles {
    var texts: [String: String]
    var links: [String: String] = [:]

    func canonicalPath(of path: String) throws(FileSystemError) -> String? {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        let normal = "/" + parts.joined(separator: "/")
        let target = self.links[normal] ?? normal
        let isDirectory = self.texts.keys.contains { $0.hasPrefix(target == "/" ? "/" : target + "/") }
        return self.texts[target] != nil || isDirectory ? target : nil
    }

    func contents(of path: String, maximumBytes: Int) throws(FileSystemError) -> [UInt8]? {
        guard let text = self.texts[path] else { return nil }
        guard text.utf8.count <= maximumBytes else {
            throw FileSystemError(.tooLarge, operation: "read", path: path, detail: "too large")
        }
        return Array(text.utf8)
    }
}

/// Loads `/c/openclaw.json`.
func load(
    _ text: String,
    files: [String: String] = [:],
    links: [String: String] = [:],
    environment: [String: String] = [:],
    overrides: [ConfigurationOverride] = [],
    defaults: [JSONPath: JSONValue] = [:]
) throws(ConfigurationError) -> LoadedConfiguration {
    var texts = files
    texts["/c/openclaw.json"] = text
    return try ConfigurationLoader(
        files: InMemoryConfigurationFiles(texts: texts, links: links),
        environment: environment,
        defaults: defaults
    ).load(path: "/c/openclaw.json", overrides: overrides)
}

/// What is wrong with a configuration, one line each.
func problems(
    _ text: String,
    files: [String: String] = [:],
    links: [String: String] = [:],
    environment: [String: String] = [:],
    overrides: [ConfigurationOverride] = []
) -> [String] {
    do {
        _ = try load(text, files: files, links: links, environment: environment, overrides: overrides)
        return []
    } catch {
        return error.problems.map(\.description)
    }
}
