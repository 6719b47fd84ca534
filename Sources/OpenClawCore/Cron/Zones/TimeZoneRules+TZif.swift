// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension TimeZoneRules {
    /// The largest file that is read.
    static let maximumFileBytes = 1 << 18

    /// Reads a zone file, version 2 or later (RFC 8536, section 3).
    init(name: String, tzif bytes: [UInt8]) throws(TimeZoneError) {
        var reader = TZifReader(name: name, bytes: bytes)
        let first = try reader.header()
        guard first.version >= 0x32 else { throw reader.damaged("it is of version 1; install current time zone data") }
        try reader.skip(first.bodySize(timeSize: 4))
        let counts = try reader.header()
        guard counts.types > 0 else { throw reader.damaged("it has no offsets") }
        var times: [Int64] = []
        times.reserveCapacity(counts.times)
        for _ in 0..<counts.times {
            let time = try reader.integer(8)
            if let last = times.last, last >= time { throw reader.damaged("its changes are not in order") }
            times.append(time)
        }
        var indices: [Int] = []
        for _ in 0..<counts.times { indices.append(Int(try reader.byte())) }
        var types: [Int64] = []
        for _ in 0..<counts.types {
            types.append(try reader.integer(4))
            try reader.skip(2)
        }
        guard indices.allSatisfy({ $0 < types.count }), types.allSatisfy({ abs($0) < 172_800 }) else {
            throw reader.damaged("an offset is not possible")
        }
        try reader.skip(counts.characters + counts.leaps * 12 + counts.standardMarks + counts.universalMarks)
        guard let rule = try reader.footer() else {
            self.init(name: name, times: times, offsets: indices.map { types[$0] }, initialOffset: types[0])
            return
        }
        guard let footer = POSIXTimeZone(rule) else { throw reader.damaged("its rule \"\(rule)\" cannot be read") }
        self.init(name: name, times: times, offsets: indices.map { types[$0] }, initialOffset: types[0], footer: footer)
    }
}
