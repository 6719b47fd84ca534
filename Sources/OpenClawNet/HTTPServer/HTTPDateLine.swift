// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The `Date` field of the present second, encoded once per second.
final class HTTPDateLine {
    /// The complete line with its line end.
    private var line: [UInt8] = []
    private var validUntil: UInt64 = 0

    init() {}

    /// The line for the present.
    func bytes(now: UInt64) -> [UInt8] {
        if now >= validUntil { renew(now) }
        return line
    }

    private func renew(_ now: UInt64) {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        validUntil = now &+ UInt64(1_000_000_000 - time.tv_nsec)
        line = Array("Date: \(Self.text(unixSeconds: Int(time.tv_sec)))\r\n".utf8)
    }

    /// The date in the form of RFC 9110 section 5.6.7, for instance `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func text(unixSeconds: Int) -> String {
        let days = unixSeconds / 86_400
        let second = unixSeconds % 86_400
        // Counted from 1 March of year 0 in eras of 400 years, so that the leap day is the last of a year.
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(weekdays[days % 7]), \(two(day)) \(months[month - 1]) \(year) "
            + "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60)) GMT"
    }
}
