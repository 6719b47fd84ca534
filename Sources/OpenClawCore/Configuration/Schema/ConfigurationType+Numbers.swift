// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ConfigurationType<Double> {
    /// A number of a range, with or without a fraction.
    static func number(_ range: ClosedRange<Double>) -> Self {
        let shape = ConfigurationShape.value(
            words: "a number from \(Self.text(range.lowerBound)) to \(Self.text(range.upperBound))",
            example: Self.text(min(max(1.5, range.lowerBound), range.upperBound))
        )
        return Self(
            shape: shape,
            decode: { value, decoder in
                var number: Double?
                switch value {
                case .int(let whole): number = Double(whole)
                case .double(let fraction): number = fraction
                case .string(let text) where decoder.isTextual: number = Double(text)
                default: break
                }
                guard let number, number.isFinite else {
                    decoder.reportType(expected: shape, found: value)
                    return nil
                }
                guard range.contains(number) else {
                    decoder.reportValue(expected: shape, found: value)
                    return nil
                }
                return number
            },
            encode: { value in Int64(exactly: value).map { .int($0) } ?? .double(value) }
        )
    }

    private static func text(_ number: Double) -> String { Int64(exactly: number).map(String.init) ?? "\(number)" }
}
