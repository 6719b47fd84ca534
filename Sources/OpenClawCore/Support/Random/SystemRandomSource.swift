// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Random numbers from the operating system, good enough for keys and tokens.
public struct SystemRandomSource: RandomSource {
    /// Creates the source; it holds nothing.
    public init() {}

    /// 64 bits from the operating system.
    public func next() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}
