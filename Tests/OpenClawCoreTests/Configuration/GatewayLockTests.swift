// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@Suite("GatewayLock")
struct GatewayLockTests {
    @Test func oneGatewayHoldsItAndOthersLearnWho() throws {
        let disk = InMemoryFileSystem()
        try disk.createDirectory("/state")
        let owner = GatewayLock.Owner(processID: 7, port: 18_789)
        do {
            guard case .acquired(let lock) = try GatewayLock.acquire(path: "/state/lock", owner: owner, fileSystem: disk) else {
                Issue.record("the lock was free")
                return
            }
            try withExtendedLifetime(lock) {
                guard case .taken(let holder) = try GatewayLock.acquire(path: "/state/lock", owner: owner, fileSystem: disk) else {
                    Issue.record("two gateways hold the lock")
                    return
                }
                #expect(holder == owner)
                #expect(try GatewayLock.lastOwner(path: "/state/lock", fileSystem: disk) == owner)
            }
        }
        #expect(try GatewayLock.lastOwner(path: "/state/none", fileSystem: disk) == nil)
        guard case .acquired = try GatewayLock.acquire(path: "/state/lock", owner: owner, fileSystem: disk) else {
            Issue.record("the lock was not released")
            return
        }
    }

    @Test(
        "who takes the lock writes over who had it, whatever stood there",
        arguments: ["{\"pid\":1234567,\"port\":65535}\n", "", "[]", String(repeating: "x", count: 5000)]
    )
    func takenAgain(left: String) throws {
        let disk = InMemoryFileSystem()
        disk.setContents(of: "/state/lock", to: Array(left.utf8))
        let owner = GatewayLock.Owner(processID: 7, port: 18_789)
        guard case .acquired(let lock) = try GatewayLock.acquire(path: "/state/lock", owner: owner, fileSystem: disk) else {
            Issue.record("the lock was free")
            return
        }
        try withExtendedLifetime(lock) {
            #expect(try GatewayLock.lastOwner(path: "/state/lock", fileSystem: disk) == owner)
            let bytes = try #require(try disk.contents(of: "/state/lock", maximumBytes: 512))
            #expect(bytes.last == 0x0A)
        }
    }
}
