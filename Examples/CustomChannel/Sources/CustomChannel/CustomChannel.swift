// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import FileDrop
import Foundation
import OpenClawCore

/// Runs a gateway with a folder as its channel: `CustomChannel DIRECTORY`. With `--once` it answers what is in the inbox and ends.
@main
struct CustomChannel {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let directory = arguments.first(where: { !$0.hasPrefix("--") }) ?? "filedrop"
        let channel = try FileDropChannel(directory: directory, pause: .milliseconds(20))
        let gateway = try Gateway {
            ClosureAgent(id: "main") { turn in "You wrote: \(turn.text)" }
            channel
        }
        guard arguments.contains("--once") else {
            print("Drop text files into \(directory)/inbox/<your name>/ and look into \(directory)/outbox/<your name>/.")
            try await gateway.run()
            return
        }
        try await gateway.run { _ in
            let inbox = URL(filePath: directory).appending(path: "inbox")
            while try FileManager.default.subpathsOfDirectory(atPath: inbox.path).contains(where: { $0.hasSuffix(".txt") }) {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        let outbox = URL(filePath: directory).appending(path: "outbox")
        for path in try FileManager.default.subpathsOfDirectory(atPath: outbox.path).sorted() where path.hasSuffix(".txt") {
            print(try String(contentsOf: outbox.appending(path: path), encoding: .utf8), terminator: "")
        }
    }
}
