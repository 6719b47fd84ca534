// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@testable import OpenClawCore

@Suite struct PairingBookTests {
    static let now = Timestamp(milliseconds: 1_750_000_000_000)

    static func candidate(_ name: String = "a", role: Role = .operator, scopes: ScopeSet = [.read], platform: String = "linux")
        -> DeviceCandidate
    {
        DeviceCandidate(
            id: DeviceID(rawValue: name),
            publicKey: "key-\(name)",
            role: role,
            scopes: scopes,
            client: ClientInfo(id: "test", version: "1", platform: platform, mode: "ui", displayName: "Device \(name)"),
            remoteAddress: "203.0.113.7"
        )
    }

    /// A book in which the candidate is paired.
    static func paired(_ candidate: DeviceCandidate, secret: String = "s1") throws -> PairingBook {
        var book = PairingBook()
        let noted = try book.request(candidate, .notPaired, id: "r0", at: self.now)
        _ = try book.approveDevice(noted.request.id, approver: .all, secret: Secret(secret), at: self.now)
        return book
    }

    @Test func anUnknownDeviceIsNotAdmittedUntilItsRequestIsApproved() throws {
        var book = PairingBook()
        let candidate = Self.candidate()
        #expect(book.standing(of: candidate) == .needs(.notPaired, isRevoked: false))
        _ = try book.request(candidate, .notPaired, id: "r1", at: Self.now)
        #expect(book.standing(of: candidate) == .needs(.notPaired, isRevoked: false))
        let approved = try book.approveDevice("r1", approver: [.pairing, .read], secret: Secret("s"), at: Self.now)
        #expect(approved.device.scopes == [.read])
        #expect(book.deviceRequests.isEmpty)
        guard case .admitted(let device, let token) = book.standing(of: candidate) else {
            Issue.record("the device is not admitted")
            return
        }
        #expect(device.displayName == "Device a")
        #expect(token.scopes == [.read])
    }

    /// What a paired device asks for next, and what it takes.
    @Test(
        arguments: [
            (Self.candidate(scopes: [.read]), nil), (Self.candidate(scopes: []), nil), (Self.candidate(scopes: [.write]), .scopeUpgrade),
            (Self.candidate(scopes: [.admin]), .scopeUpgrade), (Self.candidate(role: .node), .roleUpgrade),
            (Self.candidate(platform: "Linux 6.1"), nil), (Self.candidate(platform: "macos"), .metadataUpgrade),
        ] as [(DeviceCandidate, PairingReason?)]
    )
    func whatADeviceHasDecidesWhatItMayAskFor(candidate: DeviceCandidate, reason: PairingReason?) throws {
        let book = try Self.paired(Self.candidate())
        switch book.standing(of: candidate) {
        case .admitted: #expect(reason == nil)
        case .needs(let found, let isRevoked):
            #expect(found == reason)
            #expect(!isRevoked)
        }
    }

    @Test func nobodyApprovesMoreThanTheyHave() throws {
        var book = PairingBook()
        _ = try book.request(Self.candidate(scopes: [.admin]), .notPaired, id: "r1", at: Self.now)
        #expect(throws: PairingError.self) {
            try book.approveDevice("r1", approver: [.pairing, .write], secret: Secret("s"), at: Self.now)
        }
        #expect(book.devices.isEmpty)
        #expect(book.deviceRequests.count == 1)
    }

    @Test func aRequestNeverGrows() throws {
        var book = PairingBook()
        _ = try book.request(Self.candidate(scopes: [.read]), .notPaired, id: "r1", at: Self.now)
        let same = try book.request(Self.candidate(scopes: [.read]), .notPaired, id: "r2", at: Self.now)
        #expect(same.request.id == "r1" && !same.isNew)
        let more = try book.request(Self.candidate(scopes: [.admin]), .notPaired, id: "r3", at: Self.now)
        #expect(more.request.id == "r3" && more.isNew && more.superseded?.id == "r1")
        #expect(throws: PairingError.self) { try book.approveDevice("r1", approver: .all, secret: Secret("s"), at: Self.now) }
    }

    @Test func requestsExpireAfterFiveMinutes() throws {
        var book = PairingBook()
        _ = try book.request(Self.candidate(), .notPaired, id: "r1", at: Self.now)
        #expect(book.expire(at: Self.now + .seconds(299)).devices.isEmpty)
        #expect(throws: PairingError.self) {
            try book.approveDevice("r1", approver: .all, secret: Secret("s"), at: Self.now + .seconds(300))
        }
        #expect(book.expire(at: Self.now + .seconds(300)).devices.map(\.id) == ["r1"])
        #expect(book.deviceRequests.isEmpty)
    }

    @Test func theNumberOfRequestsIsBounded() throws {
        var book = PairingBook()
        for number in 0..<PairingBook.maximumPending {
            _ = try book.request(Self.candidate("d\(number)"), .notPaired, id: "r\(number)", at: Self.now)
        }
        #expect(throws: PairingError.self) { try book.request(Self.candidate("more"), .notPaired, id: "more", at: Self.now) }
        _ = try book.request(Self.candidate("d3"), .notPaired, id: "again", at: Self.now)
    }

    @Test func aRevokedTokenComesBackOnlyByApprovalAndWithNothingOfTheOldOne() throws {
        let candidate = Self.candidate(scopes: [.admin])
        var book = try Self.paired(candidate)
        _ = try book.revokeToken(of: candidate.id, role: .operator, at: Self.now)
        #expect(book.standing(of: candidate) == .needs(.notPaired, isRevoked: true))
        let less = Self.candidate(scopes: [.read])
        _ = try book.request(less, .notPaired, id: "r2", at: Self.now)
        let approved = try book.approveDevice("r2", approver: .all, secret: Secret("s2"), at: Self.now)
        #expect(approved.request.isRepair)
        #expect(approved.device.scopes == [.read])
        #expect(approved.device.liveToken(.operator)?.scopes == [.read])
        #expect(book.standing(of: candidate) == .needs(.scopeUpgrade, isRevoked: false))
    }

    @Test func aNewTokenHasAtMostWhatDeviceAndCallerHave() throws {
        let candidate = Self.candidate(scopes: [.write])
        var book = try Self.paired(candidate)
        let id = candidate.id
        #expect(throws: PairingError.self) {
            try book.rotateToken(of: id, role: .operator, scopes: [.admin], caller: .all, secret: Secret("x"), at: Self.now)
        }
        #expect(throws: PairingError.self) {
            try book.rotateToken(of: id, role: .operator, scopes: nil, caller: [.pairing], secret: Secret("x"), at: Self.now)
        }
        let token = try book.rotateToken(of: id, role: .operator, scopes: [.read], caller: .all, secret: Secret("s2"), at: Self.now)
        #expect(token.scopes == [.read] && token.secret == Secret("s2") && token.rotatedAt == Self.now)
        let empty = try book.rotateToken(of: id, role: .operator, scopes: [], caller: [.pairing], secret: Secret("s3"), at: Self.now)
        #expect(empty.scopes.isEmpty)
        #expect(throws: PairingError.self) {
            try book.rotateToken(of: id, role: .node, scopes: nil, caller: .all, secret: Secret("x"), at: Self.now)
        }
    }

    /// Commands and what it takes to approve them.
    @Test(
        arguments: [
            ([], ScopeSet.pairing), (["canvas.present"], [.pairing, .write]), (["system.run"], [.pairing, .admin]),
            (["canvas.present", "file.read"], [.pairing, .write, .admin]), (["system.execApprovals.set"], [.pairing, .admin]),
        ] as [([String], ScopeSet)]
    ) func riskyCommandsNeedMoreToBeApproved(commands: [String], scopes: ScopeSet) {
        let client = ClientInfo(id: "node-host", version: "1", platform: "linux", mode: "node")
        #expect(NodeSurface(client: client, commands: commands).approvalScopes == scopes)
    }

    @Test func onlyApprovedCommandsOfANodeCount() throws {
        var book = PairingBook()
        let id = NodeID(rawValue: "n")
        let client = ClientInfo(id: "node-host", version: "1", platform: "linux", mode: "node")
        _ = try book.request(id, NodeSurface(client: client, commands: ["a", "b"]), requestID: "r1", from: nil, at: Self.now)
        #expect(book.approvedCommands(of: id, offered: ["a"]).isEmpty)
        _ = try book.approveNode("r1", approver: [.pairing, .write], at: Self.now)
        #expect(book.approvedCommands(of: id, offered: ["a", "c"]) == ["a"])
        #expect(!book.coversSurface(of: id, NodeSurface(client: client, commands: ["a", "c"])))
        let wider = try book.request(id, NodeSurface(client: client, commands: ["a", "c"]), requestID: "r2", from: nil, at: Self.now)
        #expect(wider.request.isRepair)
        #expect(book.approvedCommands(of: id, offered: ["a", "c"]) == ["a"])
    }

    @Test func removingADeviceRemovesItsNodeAndWhatItWaitsFor() throws {
        let candidate = Self.candidate(role: .node)
        var book = try Self.paired(candidate)
        let id = NodeID(rawValue: candidate.id.rawValue)
        _ = try book.request(id, NodeSurface(client: candidate.client, commands: ["a"]), requestID: "n1", from: nil, at: Self.now)
        _ = try book.approveNode("n1", approver: .all, at: Self.now)
        _ = try book.request(Self.candidate(), .roleUpgrade, id: "r9", at: Self.now)
        _ = try book.removeDevice(candidate.id)
        #expect(book == PairingBook())
    }

    @Test func itSurvivesBeingWrittenDown() throws {
        let candidate = Self.candidate(scopes: [.read, .pairing])
        var book = try Self.paired(candidate)
        _ = try book.request(Self.candidate("b", role: .node), .notPaired, id: "r1", at: Self.now)
        let surface = NodeSurface(
            client: candidate.client,
            capabilities: ["browser"],
            commands: ["system.run"],
            permissions: ["camera": true],
            pathEnvironment: "/bin"
        )
        _ = try book.request(NodeID(rawValue: "n"), surface, requestID: "n1", from: "192.0.2.1", at: Self.now)
        _ = try book.approveNode("n1", approver: .all, at: Self.now)
        _ = try book.request(NodeID(rawValue: "m"), surface, requestID: "n2", from: nil, at: Self.now)
        _ = try book.revokeToken(of: candidate.id, role: .operator, at: Self.now)
        #expect(try PairingBook(json: JSONValue(parsing: book.json.serialized())) == book)
    }

    @Test(arguments: [
        #"{}"#, #"{"version":2,"devices":[],"deviceRequests":[],"nodes":[],"nodeRequests":[]}"#, #"{"version":1,"devices":{}}"#,
        #"{"version":1,"devices":[{"deviceId":"a"}],"deviceRequests":[],"nodes":[],"nodeRequests":[]}"#,
    ]) func whatIsDamagedIsNotGuessedAt(text: String) throws {
        let value = try JSONValue(parsing: text)
        #expect(throws: PairingError.self) { try PairingBook(json: value) }
    }
}
