// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A number of bytes.
public struct ByteSize: Sendable, Hashable, Comparable {
    /// The bytes, never negative.
    public let bytes: Int

    /// Creates a size; negative numbers count as zero.
    public init(bytes: Int) {
        self.bytes = max(bytes, 0)
    }

    /// Reads `512`, `100m`, `2gb`, `1.5 GiB` or `10kb`, in any case. Units are powers of 1,024.
    public init(parsing text: some StringProtocol) throws(QuantityError) {
        self.init(bytes: Int(try ByteSize.reader.read(text)))
    }

    /// Reads a JSON number of bytes or a string as ``init(parsing:)`` does.
    public init(json value: JSONValue) throws(QuantityError) {
        self.init(bytes: Int(try ByteSize.reader.read(value)))
    }

    /// Whether `left` is smaller.
    public static func < (left: ByteSize, right: ByteSize) -> Bool {
        left.bytes < right.bytes
    }

    private static var reader: QuantityReader {
        QuantityReader(
            worth: { name in
                switch name {
                case "b", "byte", "bytes": 1
                case "k", "kb", "kib": 1 << 10
                case "m", "mb", "mib": 1 << 20
                case "g", "gb", "gib": 1 << 30
                case "t", "tb", "tib": 1 << 40
                default: nil
                }
            },
            bareWorth: 1,
            limit: 1 << 53,
            kind: "size",
            advice: "write a number of bytes or a text such as \"64k\", \"100m\" or \"2gb\""
        )
    }
}

extension ByteSize: CustomStringConvertible {
    /// The size for people, with at most one digit after the point: `1.5 MiB`.
    public var description: String {
        let units = ["bytes", "KiB", "MiB", "GiB", "TiB"]
        var unit = 0
        var tenths = bytes
        if bytes >= 1024 {
            var whole = bytes
            while whole >= 1024, unit < units.count - 1 {
                tenths = Int((Int128(whole) * 10 + 512) / 1024)
                whole /= 1024
                unit += 1
            }
            return tenths % 10 == 0 ? "\(tenths / 10) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
        }
        return bytes == 1 ? "1 byte" : "\(bytes) bytes"
    }
}
