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
}
