// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

@main
struct CustomAgent {
    static func main() async throws {
        let gateway = try Gateway {
            CountdownAgent(pause: .milliseconds(50))
        }
        try await gateway.run { client in
            for number in ["3", "5"] {
                let reply = try await client.stream(number) { event in
                    if case .delta(let text) = event { print("  + \(text)") }
                }
                print(reply.text)
            }
        }
    }
}
