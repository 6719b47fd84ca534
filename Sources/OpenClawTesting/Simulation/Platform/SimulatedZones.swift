// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Time zone files that every machine has the same of.
enum SimulatedZones {
    /// Central European Time, by its rule alone.
    static func database() -> TimeZoneDatabase {
        let files = InMemoryFileSystem()
        files.setContents(of: "/zones/Europe/Berlin", to: self.file(rule: "CET-1CEST,M3.5.0,M10.5.0/3", offset: 3_600))
        return TimeZoneDatabase(directory: "/zones", fileSystem: files)
    }

    /// A file of version 2 without changes of its own (RFC 8536, section 3).
    private static func file(rule: String, offset: Int32) -> [UInt8] {
        func number(_ value: Int32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
        let header = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
        let counts: [Int32] = [0, 0, 0, 0, 1, 4]
        let body = number(offset) + [0, 0] + Array("CET\0".utf8)
        let block = header + counts.flatMap(number) + body
        return block + block + [0x0A] + Array(rule.utf8) + [0x0A]
    }
}
