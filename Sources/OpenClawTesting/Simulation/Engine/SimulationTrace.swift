// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What has happened: a hash over everything, and the last events in words.
struct SimulationTrace: Sendable {
    private static let maximumRecent = 60

    private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    private var ring: [String] = []
    private var oldest = 0
    private let listener: (@Sendable (String) -> Void)?

    init(listener: (@Sendable (String) -> Void)?) { self.listener = listener }

    /// The last events, the oldest first.
    var recent: [String] { Array(self.ring[self.oldest...] + self.ring[..<self.oldest]) }

    mutating func mix(_ first: UInt64, _ second: UInt64) {
        self.hash = (self.hash ^ first) &* 0x100_0000_01B3
        self.hash = (self.hash ^ second) &* 0x100_0000_01B3
    }

    mutating func add(_ text: String, at time: Int64) {
        for byte in text.utf8 { self.hash = (self.hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        self.mix(UInt64(bitPattern: time), 1)
        let digits = String(time % 1000)
        let line = "\(time / 1000).\(String(repeating: "0", count: 3 - digits.count))\(digits) s  \(text)"
        self.listener?(line)
        if self.ring.count < Self.maximumRecent {
            self.ring.append(line)
        } else {
            self.ring[self.oldest] = line
            self.oldest = (self.oldest + 1) % Self.maximumRecent
        }
    }
}
