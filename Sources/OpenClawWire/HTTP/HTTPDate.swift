// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes dates in the one format HTTP senders may use (RFC 9110 section 5.6.7).
public enum HTTPDate {
    /// Writes for example `Sun, 06 Nov 1994 08:49:37 GMT`: always 29 bytes. Years outside of 0 to 9999 are clamped.
    public static func write(unixSeconds: Int64, into output: inout [UInt8]) {
        let seconds = Int(min(max(unixSeconds, -62_167_219_200), 253_402_300_799))
        let time = (seconds % 86_400 + 86_400) % 86_400
        let days = (seconds - time) / 86_400
        let (year, month, day) = civilDate(daysSinceEpoch: days)
        // Day zero was a Thursday.
        writeName("SunMonTueWedThuFriSat", ((days + 4) % 7 + 7) % 7, into: &output)
        output.append(", ")
        writePair(day, into: &output)
        output.append(" ")
        writeName("JanFebMarAprMayJunJulAugSepOctNovDec", month - 1, into: &output)
        output.append(" ")
        writePair(year / 100, into: &output)
        writePair(year % 100, into: &output)
        output.append(" ")
        writePair(time / 3600, into: &output)
        output.append(":")
        writePair(time / 60 % 60, into: &output)
        output.append(":")
        writePair(time % 60, into: &output)
        output.append(" GMT")
    }

    /// Writes the whole `Date` field line, for use as static field.
    public static func writeField(unixSeconds: Int64, into output: inout [UInt8]) {
        output.append("Date: ")
        write(unixSeconds: unixSeconds, into: &output)
        output.append("\r\n")
    }

    /// The Gregorian date of a day number. Years are counted from March, so that a leap day is the last of its year.
    private static func civilDate(daysSinceEpoch: Int) -> (year: Int, month: Int, day: Int) {
        let daysPerEra = 146_097
        let sinceMarchZero = daysSinceEpoch + 719_468
        let era = (sinceMarchZero >= 0 ? sinceMarchZero : sinceMarchZero - daysPerEra + 1) / daysPerEra
        let dayOfEra = sinceMarchZero - era * daysPerEra
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func writeName(_ names: StaticString, _ index: Int, into output: inout [UInt8]) {
        output.append(UnsafeRawPointer(names.utf8Start + index * 3), count: 3)
    }

    private static func writePair(_ number: Int, into output: inout [UInt8]) {
        output.append(0x30 + UInt8(truncatingIfNeeded: number / 10))
        output.append(0x30 + UInt8(truncatingIfNeeded: number % 10))
    }
}
