// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ConfigurationType {
    /// A value of a type, or `false` (also `"off"`) for none.
    static func orOff<Wrapped: Sendable>(_ type: ConfigurationType<Wrapped>) -> Self where Value == Wrapped? {
        let shape = ConfigurationShape.value(words: "\(type.shape.words), or false", example: type.shape.example)
        return Self(
            shape: shape,
            decode: { value, decoder -> Wrapped?? in
                switch value {
                case .bool(false): return .some(nil)
                case .string(let text) where text == "off" || (text == "false" && decoder.isTextual): return .some(nil)
                case .bool, .null, .array, .object:
                    decoder.reportType(expected: shape, found: value)
                    return nil
                default: return type.decode(value, &decoder).map { .some($0) }
                }
            },
            encode: { $0.map(type.encode) ?? false }
        )
    }
}
