// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads the parts of a zone file and refuses one that ends early.
struct TZifReader {
    /// The counts in a header.
    struct Header {
        var version: UInt8
        var universalMarks: Int
        var standardMarks: Int
        var leaps: Int
        var times: Int
        var types: Int
        var characters: Int

        /// The size of the block behind the header.
        func bodySize(timeSize: Int) -> Int {
            self.times * (timeSize + 1) + self.types * 6 + self.characters + self.leaps * (timeSize + 4) + self.standardMarks
                + self.universalMarks
        }
    }

    private let name: String
    private let bytes: [UInt8]
    private var position = 0

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    func damaged(_ complaint: String) -> TimeZoneError {
        TimeZoneError(.damaged, "the file of time zone \"\(self.name)\" cannot be used: \(complaint)")
    }

    mutating func byte() throws(TimeZoneError) -> UInt8 {
        guard self.position < self.bytes.count else { throw self.damaged("it ends too early") }
        defer { self.position += 1 }
        return self.bytes[self.position]
    }

    mutating func skip(_ count: Int) throws(TimeZoneError) {
        guard count >= 0, self.bytes.count - self.position >= count else { throw self.damaged("it ends too early") }
        self.position += count
    }

    /// A signed number in network order.
    mutating func integer(_ size: Int) throws(TimeZoneError) -> Int64 {
        var value: UInt64 = 0
        for _ in 0..<size { value = value << 8 | UInt64(try self.byte()) }
        return size == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }

    mutating func header() throws(TimeZoneError) -> Header {
        for expected in "TZif".utf8 where try self.byte() != expected { throw self.damaged("it is no zone file") }
        let version = try self.byte()
        try self.skip(15)
        var counts: [Int] = []
        for _ in 0..<6 {
            let count = Int(try self.integer(4))
            guard (0...100_000).contains(count) else { throw self.damaged("a count is not possible") }
            counts.append(count)
        }
        return Header(
            version: version,
            universalMarks: counts[0],
            standardMarks: counts[1],
            leaps: counts[2],
            times: counts[3],
            types: counts[4],
            characters: counts[5]
        )
    }

    /// The rule between the last two line ends; `nil` when it is empty.
    mutating func footer() throws(TimeZoneError) -> String? {
        guard try self.byte() == 0x0A else { throw self.damaged("its last line is missing") }
        var rule: [UInt8] = []
        while true {
            let byte = try self.byte()
            if byte == 0x0A { return rule.isEmpty ? nil : String(decoding: rule, as: UTF8.self) }
            guard rule.count < 256 else { throw self.damaged("its last line is too long") }
            rule.append(byte)
        }
    }
}
