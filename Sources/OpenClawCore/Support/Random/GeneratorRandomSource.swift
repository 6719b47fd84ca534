// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Shares one random number generator between threads.
public final class GeneratorRandomSource<Generator: RandomNumberGenerator & Sendable>: RandomSource {
    private let generator: Mutex<Generator>

    /// Creates a source which draws from `generator`.
    public init(_ generator: Generator) {
        self.generator = Mutex(generator)
    }

    /// The next number of the generator.
    public func next() -> UInt64 {
        generator.withLock { $0.next() }
    }
}
