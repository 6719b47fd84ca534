// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Times and amounts in words.
enum Wording {
    /// `3 d 4 h`, `5 min`, `12 s`.
    static func duration(milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3600 { return "\(seconds / 60) min" }
        if seconds < 86_400 { return "\(seconds / 3600) h \(seconds % 3600 / 60) min" }
        return "\(seconds / 86_400) d \(seconds % 86_400 / 3600) h"
    }

    /// `1.3 ms`.
    static func duration(_ duration: Duration) -> String {
        let tenths = Int64((self.milliseconds(duration) * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) ms"
    }

    /// A duration as milliseconds with fraction, to the microsecond.
    static func milliseconds(_ duration: Duration) -> Double {
        let microseconds = duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
        return Double(microseconds) / 1000
    }

    /// `1 session`, `2 sessions`.
    static func count(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }
}
