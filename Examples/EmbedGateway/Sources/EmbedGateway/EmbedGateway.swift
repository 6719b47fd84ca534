// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

@main
struct EmbedGateway {
    static func main() async throws {
        let gateway = try Gateway { EchoAgent(id: "main") }
        try await gateway.run { client in print(try await client.chat("hello", session: "main").text) }
    }
}
