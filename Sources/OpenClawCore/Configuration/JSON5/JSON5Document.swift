// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A JSON5 text as a value, with the places of its parts.
///
/// JSON5 (spec.json5.org) is JSON with comments, trailing commas, single quotes, keys without quotes, hexadecimal numbers, and more
/// freedom in numbers and strings. `NaN` and `Infinity` are refused, since no setting can be one.
public struct JSON5Document: Sendable {
    /// What happens when an object has the same key twice.
    public enum DuplicateKeys: Sendable, Hashable {
        /// It is an error, which names both places.
        case reject
        /// The last one counts.
        case lastWins
    }

    /// The value.
    public let value: JSONValue
    /// Where its parts stand.
    public let positions: SourcePositions

    /// Reads a JSON5 text.
    /// - Parameters:
    ///   - bytes: The text in UTF-8; a byte order mark is skipped.
    ///   - limits: Bounds of depth and size.
    ///   - duplicateKeys: What happens when an object has the same key twice.
    public init(
        parsing bytes: [UInt8],
        limits: JSONLimits = JSONLimits(maximumBytes: 4 << 20),
        duplicateKeys: DuplicateKeys = .reject
    ) throws(JSON5Error) {
        var reader = try JSON5Reader(bytes, limits: limits, duplicateKeys: duplicateKeys)
        self.value = try reader.readDocument()
        self.positions = reader.positions
    }

    /// Reads a JSON5 text; see ``init(parsing:limits:duplicateKeys:)-([UInt8],_,_)``.
    public init(
        parsing text: String,
        limits: JSONLimits = JSONLimits(maximumBytes: 4 << 20),
        duplicateKeys: DuplicateKeys = .reject
    ) throws(JSON5Error) {
        try self.init(parsing: Array(text.utf8), limits: limits, duplicateKeys: duplicateKeys)
    }
}
