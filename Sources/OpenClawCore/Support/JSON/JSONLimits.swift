// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Bounds which a JSON reader keeps while it reads input it does not trust.
public struct JSONLimits: Sendable, Hashable {
    /// How deep arrays and objects may nest, 1 to 128.
    public var maximumDepth: Int
    /// How many bytes one document may have.
    public var maximumBytes: Int

    /// Creates limits; `maximumDepth` is clamped to 1...128.
    public init(maximumDepth: Int = 64, maximumBytes: Int = 32 << 20) {
        self.maximumDepth = min(max(maximumDepth, 1), 128)
        self.maximumBytes = max(maximumBytes, 0)
    }

    /// Depth 64 and 32 MiB.
    public static let `default` = JSONLimits()
}
