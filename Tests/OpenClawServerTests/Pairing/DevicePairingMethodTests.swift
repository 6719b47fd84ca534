// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import Testing

/// `device.pair.*` and `device.token.*` over the live socket.
@Suite struct DevicePairingMethodTests {
    @Test func listsShowNoSecret() async throws {
        try await LiveGateway.run { live in
            let device = try TestDevice()
            let (socket, hello) = try await live.enter(device)
            let admin = try await live.operatorClient()
            let list = try await admin.call("device.pair.list")
            let entry = try #require(list["paired"]?[0])
            #expect(entry["deviceId"]?.stringValue == device.id)
            #expect(entry["roles"] == ["operator"])
            #expect(entry["connected"]?.boolValue == true)
            #expect(entry["tokens"]?[0]?["lastUsedAtMs"]?.intValue != nil)
            let secret = try #require(hello["auth"]?["deviceToken"]?.stringValue)
            #expect(!"\(list)".contains(secret))
            for socket in [socket, admin] { await socket.close() }
        }
    }

    @Test func aDeviceWithoutAdminManagesOnlyItself() async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            let other = try TestDevice()
            await (try live.enter(other)).0.close()
            let stranger = try await live.refusal(try TestDevice(), from: "203.0.113.7").error
            let device = try TestDevice()
            let (first, hello) = try await live.enter(device, .init(scopes: ["operator.pairing", "operator.write"]))
            await first.close()
            let wish = TestDevice.Wish(
                scopes: ["operator.pairing", "operator.write"],
                auth: ["deviceToken": hello["auth"]?["deviceToken"] ?? .null]
            )
            let (socket, _) = try await live.enter(device, wish)
            let list = try await socket.call("device.pair.list")
            #expect(list["paired"]?.arrayValue?.compactMap { $0["deviceId"]?.stringValue } == [device.id])
            #expect(list["pending"] == [])
            for (method, params) in [
                ("device.pair.remove", ["deviceId": .string(other.id)]),
                ("device.token.revoke", ["deviceId": .string(other.id), "role": "operator"]),
                ("device.token.rotate", ["deviceId": .string(other.id), "role": "operator"]),
                ("device.pair.rename", ["deviceId": .string(other.id), "label": "x"]),
                ("device.pair.approve", ["requestId": stranger["details"]?["requestId"] ?? .null]),
                ("device.pair.reject", ["requestId": stranger["details"]?["requestId"] ?? .null]),
            ] as [(String, JSONObject)] {
                #expect(try await socket.failure(method, params)["message"]?.stringValue?.hasPrefix("unknown") == true, "\(method)")
            }
            #expect(live.gateway.pairing.book.devices.count == 2)
            let renamed = try await socket.call("device.pair.rename", ["deviceId": .string(device.id), "label": "Mine"])
            #expect(renamed["device"]?["displayName"]?.stringValue == "Mine")
            _ = try await socket.call("device.pair.remove", ["deviceId": .string(device.id)])
            #expect(try await socket.end().code == 4001)
        }
    }

    @Test(arguments: ["operator.read", "operator.write", "operator.approvals"]) func pairingNeedsItsScope(scope: String) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect(mode: "cli", scopes: [scope])
            for method in [
                "device.pair.list", "device.pair.approve", "device.token.revoke", "node.pair.list", "node.pair.remove", "node.rename",
            ] {
                let error = try await socket.failure(method)
                #expect(error["details"]?["missingScope"]?.stringValue == "operator.pairing", "\(method)")
            }
            await socket.close()
        }
    }

    @Test func onlyThoseWhoMayDecideSeeTheEvents() async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            let reader = try await live.connect(scopes: ["operator.read", "operator.write"])
            let pairer = try await live.connect(scopes: ["operator.pairing"])
            let request = try await live.refusal(try TestDevice(), from: "203.0.113.7").error["details"]?["requestId"] ?? .null
            _ = try await pairer.event("device.pair.requested")
            _ = try await pairer.call("device.pair.reject", ["requestId": request])
            #expect(try await pairer.event("device.pair.resolved")["payload"]?["decision"]?.stringValue == "rejected")
            // What comes next to the reader is its own answer: nothing about pairing came before it.
            let id = try await reader.request("health")
            while true {
                let frame = try await reader.frame()
                #expect(frame["event"]?.stringValue?.hasPrefix("device.pair") != true)
                if frame["id"]?.stringValue == id { break }
            }
            for socket in [reader, pairer] { await socket.close() }
        }
    }

    @Test func pairingsOutliveTheGateway() async throws {
        let store = SharedPairingStore()
        let device = try TestDevice()
        let kept = SharedValue<JSONValue>(.null)
        try await LiveGateway.run(pairingStore: store) { live in
            let (socket, hello) = try await live.enter(device)
            kept.set(hello["auth"]?["deviceToken"] ?? .null)
            await socket.close()
        }
        try await LiveGateway.run(pairingStore: store) { live in
            let (socket, _) = try await live.enter(device, .init(auth: ["deviceToken": kept.value]))
            await socket.close()
        }
    }

    @Test func nobodyIsLetInOnAPairingThatWasNotKept() async throws {
        try await LiveGateway.run(pairingStore: SharedPairingStore(fails: true)) { live in
            let (error, end) = try await live.refusal(try TestDevice())
            #expect(error["code"]?.stringValue == "UNAVAILABLE")
            #expect(error["retryable"]?.boolValue == true)
            #expect(end.code == 1013)
            #expect(live.gateway.pairing.book == PairingBook())
        }
    }
}
