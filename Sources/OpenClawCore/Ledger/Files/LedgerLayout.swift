// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The names of a ledger's files.
struct LedgerLayout: Sendable, Hashable {
    let directory: String

    var lock: String { self.directory + "/lock" }

    /// The segment that begins with a position: sixteen hexadecimal digits and `.log`.
    func segment(_ first: UInt64) -> String {
        let digits = String(first, radix: 16)
        return "\(self.directory)/\(String(repeating: "0", count: 16 - digits.count))\(digits).log"
    }

    /// Says that the segment that began with a position is given up: its name with `.lost` behind. What is in the file does not matter.
    func loss(_ first: UInt64) -> String { self.segment(first) + ".lost" }

    /// The position in a segment's name.
    static func first(of name: String) -> UInt64? {
        guard name.hasSuffix(".log"), name.utf8.count == 20 else { return nil }
        return UInt64(name.dropLast(4), radix: 16)
    }
}
