// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Durations and sizes as people write them.
package enum ConfigurationQuantity {
    /// Reads `500ms`, `10s`, `5m`, `24h`, `7d` and sums such as `1h30m`.
    /// - Parameter bareUnit: Milliseconds that a number without a unit counts; `nil` refuses such numbers.
    package static func duration(_ text: String, bareUnit: Int64? = nil) -> Duration? {
        let units: [String: Int64] = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
        guard let parts = self.parts(text) else { return nil }
        var total: Int64 = 0
        for part in parts {
            guard let factor = part.unit.isEmpty ? (parts.count == 1 ? bareUnit : nil) : units[part.unit] else { return nil }
            let (product, overflow) = part.number.multipliedReportingOverflow(by: factor)
            let (sum, carry) = total.addingReportingOverflow(product)
            if overflow || carry { return nil }
            total = sum
        }
        return .milliseconds(total)
    }

    /// Reads `4096`, `512k`, `25mb`, `1g` as bytes.
    package static func size(_ text: String) -> Int? {
        let units: [String: Int64] = [
            "": 1, "b": 1, "k": 1 << 10, "kb": 1 << 10, "kib": 1 << 10, "m": 1 << 20, "mb": 1 << 20, "mib": 1 << 20,
            "g": 1 << 30, "gb": 1 << 30, "gib": 1 << 30,
        ]
        guard let parts = self.parts(text), parts.count == 1, let factor = units[parts[0].unit] else { return nil }
        let (product, overflow) = parts[0].number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : Int(exactly: product)
    }

    /// `90m`, `2h`, `500ms`: the largest unit that needs no fraction.
    package static func text(_ duration: Duration) -> String {
        let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
        for (name, factor) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000)] as [(String, Int64)]
        where milliseconds != 0 && milliseconds % factor == 0 {
            return "\(milliseconds / factor)\(name)"
        }
        return "\(milliseconds)ms"
    }

    /// `25m`, `64k`, `100`: the largest unit that needs no fraction.
    package static func text(bytes: Int) -> String {
        for (name, factor) in [("g", 1 << 30), ("m", 1 << 20), ("k", 1 << 10)] where bytes != 0 && bytes % factor == 0 {
            return "\(bytes / factor)\(name)"
        }
        return String(bytes)
    }

    private static func parts(_ text: String) -> [(number: Int64, unit: String)]? {
        var parts: [(number: Int64, unit: String)] = []
        var rest = Substring(text)
        while rest.first == " " { rest = rest.dropFirst() }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int64(digits) else { return nil }
            rest = rest[digits.endIndex...].drop { $0 == " " }
            let unit = rest.prefix { $0.isLetter }
            parts.append((number, unit.lowercased()))
            rest = rest[unit.endIndex...].drop { $0 == " " }
        }
        return parts.isEmpty ? nil : parts
    }
}
