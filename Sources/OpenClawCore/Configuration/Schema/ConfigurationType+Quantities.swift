// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ConfigurationType<Duration> {
    /// The unit of a duration that is written as a bare number.
    enum Unit: Sendable {
        case milliseconds
        case seconds

        var name: String { self == .seconds ? "seconds" : "milliseconds" }
        var milliseconds: Int64 { self == .seconds ? 1000 : 1 }
    }

    /// A duration: a number of the given unit, or text such as `"500ms"`, `"10s"`, `"5m"`, `"24h"`, `"7d"`, `"1h30m"`.
    static func duration(_ unit: Unit, atLeast minimum: Duration = .zero, atMost maximum: Duration = .seconds(3_650 * 86_400)) -> Self {
        let limits =
            minimum == .zero
            ? "" : " of at least \(ConfigurationQuantity.text(minimum))"
        let shape = ConfigurationShape.value(
            words: "a duration\(limits) (a number of \(unit.name), or text such as \"10s\" or \"5m\")",
            example: "\"30s\""
        )
        return Self(
            shape: shape,
            decode: { value, decoder in
                let duration: Duration?
                switch value {
                case .int(let number):
                    let (product, overflow) = number.multipliedReportingOverflow(by: unit.milliseconds)
                    duration = overflow ? nil : .milliseconds(product)
                case .double(let number):
                    let milliseconds = (number * Double(unit.milliseconds)).rounded()
                    duration = Int64(exactly: milliseconds).map { .milliseconds($0) }
                case .string(let text):
                    duration = ConfigurationQuantity.duration(text, bareUnit: decoder.isTextual ? unit.milliseconds : nil)
                default:
                    duration = nil
                }
                guard let duration else {
                    decoder.reportType(expected: shape, found: value)
                    return nil
                }
                guard duration >= minimum, duration <= maximum else {
                    decoder.reportValue(expected: shape, found: value)
                    return nil
                }
                return duration
            },
            encode: { duration in
                let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
                if milliseconds % unit.milliseconds == 0 { return .int(milliseconds / unit.milliseconds) }
                return .double(Double(milliseconds) / Double(unit.milliseconds))
            }
        )
    }
}

extension ConfigurationType<Int> {
    /// A size: bytes, or text such as `"512k"`, `"25m"`, `"1g"` (powers of 1024).
    static func size(_ range: ClosedRange<Int>) -> Self {
        let shape = ConfigurationShape.value(
            words: "a size from \(ConfigurationQuantity.text(bytes: range.lowerBound)) to \(ConfigurationQuantity.text(bytes: range.upperBound))"
                + " (bytes, or text such as \"100m\")",
            example: "\"25m\""
        )
        return Self(
            shape: shape,
            decode: { value, decoder in
                let size: Int?
                switch value {
                case .int(let number): size = Int(exactly: number)
                case .string(let text): size = ConfigurationQuantity.size(text)
                default: size = nil
                }
                guard let size else {
                    decoder.reportType(expected: shape, found: value)
                    return nil
                }
                guard range.contains(size) else {
                    decoder.reportValue(expected: shape, found: value)
                    return nil
                }
                return size
            },
            encode: { JSONValue($0) }
        )
    }
}
