// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What came out of one seed.
public struct SimulationResult: Sendable {
    /// The seed.
    public var seed: UInt64
    /// A hash over everything that happened; the same seed gives the same hash on the same build.
    public var hash: UInt64
    /// How many steps it took.
    public var steps: Int
    /// How much virtual time has passed.
    public var time: Duration
    /// The invariant that did not hold, in words, or `nil`.
    public var violation: String?
    /// The last events before the end, the oldest first.
    public var events: [String]

    /// Makes a result; for scenarios of your own.
    public init(seed: UInt64, hash: UInt64, steps: Int, time: Duration, violation: String?, events: [String]) {
        self.seed = seed
        self.hash = hash
        self.steps = steps
        self.time = time
        self.violation = violation
        self.events = events
    }
}
