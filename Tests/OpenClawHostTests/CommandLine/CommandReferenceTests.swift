// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@testable import OpenClawHost

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite("CommandReference")
struct CommandReferenceTests {
    @Test func theDocumentationShowsTheHelpOfEveryCommand() throws {
        let path = #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined() + "/Docs/CommandLine.md"
        let disk = PlatformFileSystem()
        if getenv("OPENCLAW_UPDATE_DOCS") != nil {
            try disk.replaceContents(of: path, with: Array(CommandReference.markdown.utf8))
        }
        let found = try disk.contents(of: path, maximumBytes: 1 << 20).map { String(decoding: $0, as: UTF8.self) }
        #expect(
            found == CommandReference.markdown,
            "Docs/CommandLine.md is old; run: OPENCLAW_UPDATE_DOCS=1 swift test --filter CommandReferenceTests"
        )
    }
}
