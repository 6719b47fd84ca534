// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One of the fields of a cron expression: which numbers it takes and what they are called.
struct CronField: Sendable {
    var name: String
    var range: ClosedRange<Int>
    var names: [String] = []
    /// What the first of `names` stands for.
    var firstName = 0

    static let second = CronField(name: "second", range: 0...59)
    static let minute = CronField(name: "minute", range: 0...59)
    static let hour = CronField(name: "hour", range: 0...23)
    static let day = CronField(name: "day of the month", range: 1...31)
    static let month = CronField(
        name: "month",
        range: 1...12,
        names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        firstName: 1
    )
    static let weekday = CronField(name: "day of the week", range: 0...7, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"])

    /// Reads a field: a list of `*`, numbers, names, ranges and steps.
    func read(_ text: Substring) throws(CronError) -> UInt64 {
        var bits: UInt64 = 0
        for item in text.split(separator: ",", omittingEmptySubsequences: false) { bits |= try self.readItem(item) }
        // Sunday is 0 and 7.
        if self.range.upperBound == 7, bits & 1 << 7 != 0 { bits = (bits | 1) & 0x7F }
        return bits
    }

    private func readItem(_ item: Substring) throws(CronError) -> UInt64 {
        let parts = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        var step = 1
        if parts.count == 2 {
            guard let number = Self.number(parts[1]), number > 0 else { throw self.malformed(item, "a step is a number from 1 on") }
            step = number
        }
        var (low, high) = (self.range.lowerBound, self.range.upperBound == 7 ? 6 : self.range.upperBound)
        if parts[0] != "*" {
            let ends = parts[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            low = try self.value(ends[0], item)
            if ends.count == 2 {
                high = try self.value(ends[1], item)
                if self.range.upperBound == 7, high == 0, low > 0 { high = 7 }
            } else if parts.count == 1 {
                high = low
            } else if low > high {
                high = low
            }
            guard low <= high else { throw self.malformed(item, "a range goes upwards; write two ranges with a comma between them") }
        }
        var bits: UInt64 = 0
        for value in stride(from: low, through: high, by: step) { bits |= 1 << UInt64(value) }
        return bits
    }

    private func value(_ text: Substring, _ item: Substring) throws(CronError) -> Int {
        if let index = self.names.firstIndex(of: text.lowercased()) { return index + self.firstName }
        guard let number = Self.number(text), self.range.contains(number) else {
            let names = self.names.isEmpty ? "" : " or \(self.names[0].uppercased()) to \(self.names[self.names.count - 1].uppercased())"
            throw self.malformed(item, "it takes \(self.range.lowerBound) to \(self.range.upperBound)\(names)")
        }
        return number
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }

    private func malformed(_ item: Substring, _ advice: String) -> CronError {
        CronError(.invalid, "\"\(item)\" is no \(self.name) of a cron expression: \(advice)")
    }
}
