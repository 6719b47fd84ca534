// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension String.UTF8View {
    /// Whether one of the bytes is as asked; looks at them in place where it can.
    @inline(__always)
    func anyByte(where isWanted: (UInt8) -> Bool) -> Bool {
        let answer = self.withContiguousStorageIfAvailable { bytes in
            for byte in bytes where isWanted(byte) { return true }
            return false
        }
        return answer ?? self.contains(where: isWanted)
    }
}
