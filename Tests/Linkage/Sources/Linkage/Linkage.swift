// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// A program that imports only the core; `run` looks at what it is linked with.
@main
struct Linkage {
    static func main() async throws {
        let gateway = try Gateway { EchoAgent(id: "main") }
        try await gateway.run { client in print(try await client.chat("linked", session: "main").text) }
    }
}
