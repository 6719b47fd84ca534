// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import Testing

/// Which web hooks are posted to. That posts arrive is shown by Tests/CommandLine.
@Suite struct HTTPWebhookSenderTests {
    private func withSender(allowsPrivate: Bool, _ body: @Sendable (HTTPWebhookSender) async throws -> Void) async throws {
        try await BlockingPool.withPool(maximumThreads: 1) { pool in
            try await EventLoopGroup.withLoops(count: 1) { loops in
                let sender = HTTPWebhookSender(loops: loops, resolver: DNSResolver(pool: pool), allowsPrivate: allowsPrivate)
                defer { sender.shutDown() }
                try await body(sender)
            }
        }
    }

    @Test(
        "What would never be posted to is refused before a job is kept with it",
        arguments: [
            ("http://localhost/", WebhookError.Code.refusedAddress), ("https://10.1.2.3/x", .refusedAddress),
            ("http://[::1]:8080/", .refusedAddress), ("http://metadata.google.internal/computeMetadata", .refusedAddress),
            ("https://user:word@example.org/", .invalidURL), ("wss://example.org/", .invalidURL), ("https://exa mple.org/", .invalidURL),
            ("example.org", .invalidURL),
        ]
    )
    func refusals(url: String, code: WebhookError.Code) async throws {
        try await self.withSender(allowsPrivate: false) { sender in
            let checked = #expect(throws: WebhookError.self) { try sender.check(url) }
            #expect(checked?.code == code)
            let posted = await #expect(throws: WebhookError.self) { try await sender.post(WebhookPost(url: url, body: [])) }
            #expect(posted?.code == code)
            #expect(posted?.mayRetry == false)
            try sender.check("https://example.org/hook?key=1")
        }
    }

    @Test("A number that means this machine passes for a name and is refused when its address is known", arguments: ["2130706433", "0x7f.1"])
    func numbers(host: String) async throws {
        try await self.withSender(allowsPrivate: false) { sender in
            let error = await #expect(throws: WebhookError.self) { try await sender.post(WebhookPost(url: "http://\(host)/", body: [])) }
            #expect(error?.code == .refusedAddress)
            #expect(error?.message.contains("cron.webhookAllowPrivate") == true)
        }
    }

    @Test func privateMachinesCanBeAllowedAndNobodyThereMayBeTriedAgain() async throws {
        try await self.withSender(allowsPrivate: true) { sender in
            try sender.check("http://localhost/")
            let error = await #expect(throws: WebhookError.self) {
                try await sender.post(WebhookPost(url: "http://127.0.0.1:1/secret?key=1", body: []))
            }
            #expect(error?.code == .unreachable)
            #expect(error?.mayRetry == true && error?.mayHaveArrived == false)
            #expect(error?.message.contains("secret") == false)
        }
    }
}
