// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How bytes arrive at a reader: the network keeps their order, never their boundaries.
public struct Segmentation: Sendable, Hashable {
    private enum Rule: Hashable {
        case asAvailable
        case sizes([Int])
        case random(seed: UInt64, maximum: Int)
    }

    private var rule: Rule
    private var position = 0
    private var seed: UInt64 = 0

    private init(rule: Rule) {
        self.rule = rule
        if case .random(let seed, _) = rule { self.seed = seed }
    }

    /// Everything that is there, in one piece.
    public static let asAvailable = Segmentation(rule: .asAvailable)
    /// One byte at a time.
    public static let byteByByte = Segmentation(rule: .sizes([1]))

    /// Pieces of at most these sizes, over and over.
    public static func sizes(_ sizes: [Int]) -> Segmentation {
        precondition(!sizes.isEmpty && sizes.allSatisfy { $0 > 0 }, "sizes are positive")
        return Segmentation(rule: .sizes(sizes))
    }

    /// Pieces of 1 to `maximum` bytes, the same for the same seed.
    public static func random(seed: UInt64, maximum: Int = 64) -> Segmentation {
        precondition(maximum > 0, "the maximum is positive")
        return Segmentation(rule: .random(seed: seed, maximum: maximum))
    }

    /// The size of the next piece when so many bytes are there.
    public mutating func next(available: Int) -> Int {
        switch self.rule {
        case .asAvailable:
            return available
        case .sizes(let sizes):
            defer { self.position = (self.position + 1) % sizes.count }
            return min(available, sizes[self.position])
        case .random(_, let maximum):
            // A linear congruential step (Knuth, MMIX); the high bits are the good ones.
            self.seed = self.seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return min(available, 1 + Int((self.seed >> 33) % UInt64(maximum)))
        }
    }
}
