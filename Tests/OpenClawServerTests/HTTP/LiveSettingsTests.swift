// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawWire
import Testing

@Suite("Settings read for each request") struct LiveSettingsTests {
    @Test func interfacesAndOriginsChangeWhileItRuns() async throws {
        try await LiveGateway.run { live in
            let key: HTTPFields = [.authorization: "Bearer \(LiveGateway.token)"]
            #expect(try await live.http(.get, "/v1/models", fields: key).0.status == .notFound)
            live.server.replace(
                origins: OriginPolicy(allowedOrigins: ["https://claw.example"]),
                endpoints: HTTPEndpoints(chatCompletions: true)
            )
            #expect(try await live.http(.get, "/v1/models", fields: key).0.status == .ok)
            let socket = try await live.open(origin: "https://claw.example")
            #expect(try await socket.call("connect", ConnectFrame.params())["type"]?.stringValue == "hello-ok")
            await socket.close()
        }
    }

    @Test func thePageIsBelowItsPath() async throws {
        try await LiveGateway.run(change: { $0.controlPagePath = "/ui/" }) { live in
            for path in ["/ui", "/ui/"] {
                let (head, body) = try await live.http(.get, path)
                #expect(head.status == .ok)
                #expect(String(decoding: body, as: UTF8.self).contains("\"/ui/assets/app.js\""))
            }
            #expect(try await live.http(.get, "/ui/assets/app.js").0.status == .ok)
            #expect(try await live.http(.get, "/").0.status == .notFound)
            #expect(try await live.http(.get, "/uix/assets/app.js").0.status == .notFound)
        }
    }
}
