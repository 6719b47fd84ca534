// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import FileDrop
import Foundation
import OpenClawCore
import OpenClawTesting
import Testing

@Suite struct FileDropChannelTests {
    private func makeDirectory() -> String {
        FileManager.default.temporaryDirectory.appending(path: "filedrop-\(UUID().uuidString)").path
    }

    @Test func answersAFileAndEmptiesTheInbox() async throws {
        let directory = self.makeDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let channel = try FileDropChannel(directory: directory, pause: .milliseconds(1))
        let receipt = try await channel.send(OutboundMessage(deliveryID: "d1", peer: Peer(id: "alice"), text: "hello"))
        #expect(receipt.messageID == "d1")
        #expect(try String(contentsOfFile: directory + "/outbox/alice/d1.txt", encoding: .utf8) == "hello\n")
    }

    @Test func aSendOfUnknownOutcomeCanBeLookedUp() async throws {
        let directory = self.makeDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let channel = try FileDropChannel(directory: directory)
        let message = OutboundMessage(deliveryID: "d2", peer: Peer(id: "alice"), text: "hello")
        let before = try await channel.reconcile(message)
        #expect(before == nil)
        _ = try await channel.send(message)
        let after = try await channel.reconcile(message)
        #expect(after == SendReceipt(messageID: "d2"))
    }

    @Test(arguments: ["..", "../bob", ".hidden", "a/b", ""]) func refusesNamesThatLeadElsewhere(name: String) async throws {
        let directory = self.makeDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let channel = try FileDropChannel(directory: directory)
        await #expect(throws: ChannelSendError.self) {
            try await channel.send(OutboundMessage(deliveryID: "d", peer: Peer(id: name), text: "hello"))
        }
    }
}
