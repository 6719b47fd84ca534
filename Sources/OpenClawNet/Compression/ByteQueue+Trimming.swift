// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ByteQueue {
    /// Drops `count` bytes from the end.
    mutating func removeLast(_ count: Int) {
        precondition(count >= 0 && count <= self.count, "only what is there can be dropped")
        tail -= count
    }
}
