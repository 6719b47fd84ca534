// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite("Configuration reference")
struct ConfigurationReferenceTests {
    /// The repository's root.
    private static let root = #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined()

    @Test func theDocumentationListsExactlyTheKeysOfTheSchema() throws {
        let path = Self.root + "/Docs/Configuration.md"
        let disk = PlatformFileSystem()
        let text = String(decoding: try #require(try disk.contents(of: path, maximumBytes: 1 << 20)), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let begin = try #require(lines.firstIndex { $0.hasPrefix("<!-- keys:begin") })
        let end = try #require(lines.firstIndex { $0.hasPrefix("<!-- keys:end") })
        let expected = "\n" + ConfigurationReference.markdown
        let found = lines[(begin + 1)..<end].joined(separator: "\n")
        if getenv("OPENCLAW_UPDATE_DOCS") != nil {
            let whole = lines[...begin].joined(separator: "\n") + "\n" + expected + "\n" + lines[end...].joined(separator: "\n")
            try disk.replaceContents(of: path, with: Array(whole.utf8))
        } else {
            #expect(
                found == expected,
                "Docs/Configuration.md is old; run: OPENCLAW_UPDATE_DOCS=1 swift test --filter ConfigurationReferenceTests"
            )
        }
    }

    @Test func everyKeyIsDescribed() {
        for row in ConfigurationReference.rows {
            #expect(row.key.summary.hasSuffix("."), "\(row.path): \(row.key.summary)")
            #expect(!row.type.isEmpty)
        }
        #expect(Set(ConfigurationReference.rows.map(\.path)).count == ConfigurationReference.rows.count)
    }

    @Test func everyDefaultIsAcceptedAsAValue() throws {
        for row in ConfigurationReference.rows where row.key.defaultValue != nil && !row.path.contains("[") && !row.path.contains("<") {
            var document = JSONValue.object([:])
            document[try #require(JSONPath(row.path))] = row.key.defaultValue
            let loaded = try load(document.description)
            #expect(loaded.configuration == Configuration(), "\(row.path)")
        }
    }

    @Test func everyVariableOfTheSchemaIsListed() {
        let variables = Configuration.keysByPath.flatMap(\.key.environment)
        #expect(Set(Configuration.environmentNames) == Set(variables))
        #expect(Configuration.environmentNames.count == Set(variables).count)
    }

    @Test func movedKeysLeadToKeysThatExist() {
        let paths = Set(ConfigurationReference.rows.map(\.path))
        for move in Configuration.movedKeys { #expect(paths.contains(move.new), "\(move.new)") }
    }
}
