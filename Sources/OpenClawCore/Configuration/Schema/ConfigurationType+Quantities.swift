// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ConfigurationType<Duration> {
    /// A duration: a number of the given unit, or text such as `"500ms"`, `"10s"`, `"5m"`, `"24h"`, `"7d"`, `"1h30m"`.
    static func duration(
        _ unit: Duration.BareUnit,
        atLeast minimum: Duration = .zero,
        orZero allowsZero: Bool = false,
        atMost maximum: Duration = .seconds(3_650 * 86_400)
    ) -> Self {
        let most = maximum < .seconds(3_650 * 86_400) ? "at most \(maximum.compactText)" : nil
        let limits =
            minimum == .zero
            ? most.map { " of \($0)" } ?? ""
            : " of at least \(minimum.compactText)\(most.map { " and \($0)" } ?? "")\(allowsZero ? ", or 0" : "")"
        let shape = ConfigurationShape.value(
            words: "a duration\(limits) (a number of \(unit == .seconds ? "seconds" : "milliseconds"), or text such as \"10s\" or \"5m\")",
            example: "\"30s\""
        )
        return Self(
            shape: shape,
            decode: { value, decoder in
                let duration = try? Duration(json: value, bareUnit: unit)  // The schema's own words say what to write.
                guard let duration else {
                    decoder.reportType(expected: shape, found: value)
                    return nil
                }
                guard duration >= minimum || (allowsZero && duration == .zero), duration <= maximum else {
                    decoder.reportValue(expected: shape, found: value)
                    return nil
                }
                return duration
            },
            encode: { duration in
                let milliseconds = duration.wholeMilliseconds
                if unit == .milliseconds { return .int(milliseconds) }
                return milliseconds % 1000 == 0 ? .int(milliseconds / 1000) : .double(Double(milliseconds) / 1000)
            }
        )
    }
}

extension ConfigurationType<Int> {
    /// A size: bytes, or text such as `"512k"`, `"25m"`, `"1g"` (powers of 1024).
    static func size(_ range: ClosedRange<Int>) -> Self {
        let shape = ConfigurationShape.value(
            words: "a size from \(ByteSize(bytes: range.lowerBound)) to \(ByteSize(bytes: range.upperBound))"
                + " (bytes, or text such as \"100m\")",
            example: "\"25m\""
        )
        return Self(
            shape: shape,
            decode: { value, decoder in
                let size = try? ByteSize(json: value).bytes  // The schema's own words say what to write.
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
