// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Duration {
    /// What a number without a unit means.
    public enum BareUnit: Sendable, Hashable {
        case milliseconds, seconds
    }

    /// Reads `500ms`, `10s`, `5m`, `24h`, `7d`, `2w`, `1h30m`, `1.5h`, or a number alone.
    ///
    /// - Parameters:
    ///   - text: The text. Parts of a microsecond are dropped; the limit is 1,000 years.
    ///   - bareUnit: What a number without a unit means.
    public init(parsing text: some StringProtocol, bareUnit: BareUnit = .milliseconds) throws(QuantityError) {
        self = .microseconds(try Duration.reader(bareUnit).read(text))
    }

    /// Reads a JSON number in `bareUnit` or a string as ``init(parsing:bareUnit:)`` does.
    public init(json value: JSONValue, bareUnit: BareUnit = .milliseconds) throws(QuantityError) {
        self = .microseconds(try Duration.reader(bareUnit).read(value))
    }

    /// The duration as ``init(parsing:bareUnit:)`` reads it: `1m30s`, `250ms`, `0ms`. Parts of a millisecond are dropped.
    public var compactText: String {
        let total = wholeMilliseconds
        var rest = total.magnitude
        var text = ""
        for (name, worth) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)] as [(String, UInt64)]
        where rest >= worth {
            text += "\(rest / worth)\(name)"
            rest %= worth
        }
        if text.isEmpty { return "0ms" }
        return total < 0 ? "-" + text : text
    }

    private static func reader(_ bareUnit: BareUnit) -> QuantityReader {
        QuantityReader(
            worth: { name in
                switch name {
                case "ms", "msec", "millis", "millisecond", "milliseconds": 1000
                case "s", "sec", "secs", "second", "seconds": 1_000_000
                case "m", "min", "mins", "minute", "minutes": 60_000_000
                case "h", "hr", "hrs", "hour", "hours": 3_600_000_000
                case "d", "day", "days": 86_400_000_000
                case "w", "week", "weeks": 604_800_000_000
                default: nil
                }
            },
            bareWorth: bareUnit == .seconds ? 1_000_000 : 1000,
            limit: 31_556_952_000_000_000,
            kind: "duration",
            advice:
                "write a number of \(bareUnit == .seconds ? "seconds" : "milliseconds") or a text such as \"500ms\", \"10s\", \"5m\", \"24h\" or \"7d\""
        )
    }
}
