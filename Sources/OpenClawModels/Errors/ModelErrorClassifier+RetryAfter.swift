// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawWire

extension ModelErrorClassifier {
    /// How long a response asks to wait: `retry-after-ms`, or `Retry-After` in seconds or as a date (RFC 9110 section 10.2.3).
    ///
    /// A date is compared with the response's own `Date`, so that no clock of ours comes in. At most one day.
    static func retryAfter(_ fields: HTTPFields) -> Duration? {
        let longest = 86_400.0
        if let text = fields["retry-after-ms"], let milliseconds = Double(text), milliseconds >= 0 {
            return .milliseconds(min(milliseconds, longest * 1000))
        }
        guard let text = fields["Retry-After"] else { return nil }
        if let seconds = Double(text) {
            return seconds >= 0 ? .seconds(min(seconds, longest)) : nil
        }
        guard let until = self.seconds(ofDate: text), let now = fields["Date"].flatMap(self.seconds(ofDate:)) else { return nil }
        return .seconds(min(Double(max(0, until - now)), longest))
    }

    /// Reads `Sun, 06 Nov 1994 08:49:37 GMT` as seconds since 1970.
    static func seconds(ofDate text: String) -> Int? {
        let parts = text.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), let year = Int(parts[3]),
            let month = months.firstIndex(where: { $0 == parts[2] }), (1...31).contains(day), (1970...9999).contains(year)
        else { return nil }
        let time = parts[4].split(separator: ":").compactMap { Int($0) }
        guard time.count == 3, (0...23).contains(time[0]), (0...59).contains(time[1]), (0...60).contains(time[2]) else { return nil }
        // Days since 1970 of a date, years counted from March so that the leap day comes last.
        let (y, m) = month < 2 ? (year - 1, month + 10) : (year, month - 2)
        let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719_468
        return days * 86_400 + time[0] * 3600 + time[1] * 60 + time[2]
    }
}
