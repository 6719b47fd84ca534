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

    /// Over which method the token is changed.
    @Test(
        "Who changes the token over its own connection gets the answer, and then the end",
        arguments: ["config.set", "config.apply", "config.patch"]
    )
    func theAnswerComesBeforeTheEnd(method: String) async throws {
        try await TemporaryDirectory.with { directory in
            let manager = ConfigurationManager(
                ConfigurationManager.Environment(
                    path: directory + "/openclaw.json",
                    files: PlatformConfigurationFiles(),
                    fileSystem: PlatformFileSystem(),
                    variables: [:],
                    digest: { "\($0.count)" },
                    logger: .disabled
                ),
                loaded: try ConfigurationLoader(environment: [:]).load(path: nil)
            )
            let methods = ConfigurationMethods.make(manager, on: globalConcurrentExecutor)
            try await LiveGateway.run(parts: { $0.methods = methods }) { live in
                await manager.onChange { _ in live.server.replaceAuthentication(AuthenticationSettings(mode: .token("another-token-123"))) }
                let (socket, other) = (try await live.connect(), try await live.connect())
                let answer = try await socket.call(method, ["raw": "{gateway: {auth: {token: 'another-token-123'}}}"])
                #expect(answer["ok"]?.boolValue == true)
                // The new token counts as soon as the answer is there, and the old one no more.
                let next = try await live.open()
                let hello = try await next.call("connect", ConnectFrame.params(auth: ["token": "another-token-123"]))
                #expect(hello["type"]?.stringValue == "hello-ok")
                #expect(try await socket.end().code == 4001)
                #expect(try await other.end().code == 4001)
                await next.close()
            }
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
