// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The offsets from UTC of one time zone, for all times: the table of its file, and after that the rule in the file's last line (RFC 8536).
public struct TimeZoneRules: Sendable, Hashable {
    /// A stretch of time with one offset.
    struct Segment: Sendable, Hashable {
        /// The first second, since 1970.
        var start: Int64
        /// The second after the last.
        var end: Int64
        /// Seconds east of Greenwich.
        var offset: Int64
    }

    /// The zone's name, such as `Europe/Berlin`.
    public let name: String
    /// When the offset changes, in seconds since 1970, ascending.
    let times: [Int64]
    /// The offset from each of `times` on.
    let offsets: [Int64]
    /// The offset before the first change.
    let initialOffset: Int64
    /// What holds after the last of `times`; `nil` keeps the last offset.
    let footer: POSIXTimeZone?

    init(name: String, times: [Int64] = [], offsets: [Int64] = [], initialOffset: Int64 = 0, footer: POSIXTimeZone? = nil) {
        self.name = name
        self.times = times
        self.offsets = offsets
        self.initialOffset = initialOffset
        self.footer = footer
    }

    /// Coordinated universal time.
    public static let utc = TimeZoneRules(name: "UTC")

    /// Seconds east of Greenwich at a time.
    public func offset(at time: Timestamp) -> Int64 { self.segment(at: time.seconds).offset }

    /// The stretch with one offset that a second belongs to.
    func segment(at second: Int64) -> Segment {
        let index = self.lastChange(through: second)
        let start = index < 0 ? Int64.min : self.times[index]
        let offset = index < 0 ? self.initialOffset : self.offsets[index]
        if index + 1 < self.times.count { return Segment(start: start, end: self.times[index + 1], offset: offset) }
        guard let footer else { return Segment(start: start, end: .max, offset: offset) }
        guard footer.daylight != nil else {
            return Segment(start: start, end: .max, offset: self.times.isEmpty ? footer.standardOffset : offset)
        }
        return self.segment(at: second, after: start, offset: offset, footer)
    }

    /// The stretch by the rule, which holds after the table's last change.
    private func segment(at second: Int64, after last: Int64, offset: Int64, _ footer: POSIXTimeZone) -> Segment {
        let year = Timestamp.civil(fromDays: Timestamp.floorDivide(second, by: 86_400).quotient).year
        var found = Segment(start: last, end: .max, offset: last == .min ? footer.standardOffset : offset)
        for change in (year - 1...year + 1).flatMap(footer.changes) where change.time > last {
            if change.time > second {
                found.end = change.time
                return found
            }
            found.start = change.time
            found.offset = change.offset
        }
        return found
    }

    /// The index of the last change not after a second, or -1.
    private func lastChange(through second: Int64) -> Int {
        var low = 0
        var high = self.times.count
        while low < high {
            let middle = (low + high) / 2
            if self.times[middle] <= second { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }

    /// The first moment at which clocks of the zone show a local time, as seconds since 1970.
    ///
    /// A local time that clocks jump over is the moment of the jump.
    func firstMoment(ofLocal local: Int64) -> Int64 {
        var segment = self.segment(at: local - 2 * 86_400)
        while local - segment.offset >= segment.end {
            let next = self.segment(at: segment.end)
            if local - next.offset < next.start { return next.start }
            segment = next
        }
        return local - segment.offset
    }
}
