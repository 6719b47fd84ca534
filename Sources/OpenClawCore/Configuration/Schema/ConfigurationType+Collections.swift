// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ConfigurationType {
    /// An array of values.
    static func list<Element: Sendable>(of element: ConfigurationType<Element>) -> ConfigurationType<[Element]> {
        ConfigurationType<[Element]>(
            shape: .list(element.shape),
            decode: { value, decoder in
                if case .string(let text) = value, decoder.isTextual {
                    // The environment and flags write lists as `a,b,c`.
                    let parts = text.split(separator: ",").map { part in
                        String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
                    }
                    return parts.compactMap { element.decode(.string($0), &decoder) }
                }
                guard case .array(let values) = value else {
                    decoder.reportType(expected: .list(element.shape), found: value)
                    return nil
                }
                return values.enumerated().compactMap { index, value in
                    decoder.descend(.index(index)) { element.decode(value, &$0) }
                }
            },
            encode: { .array($0.map(element.encode)) }
        )
    }

    /// An object whose keys the user chooses.
    static func map<Element: Sendable>(
        _ keys: String,
        of element: ConfigurationType<Element>,
        isValidKey: @escaping @Sendable (String) -> Bool = { !$0.isEmpty }
    ) -> ConfigurationType<[String: Element]> {
        ConfigurationType<[String: Element]>(
            shape: .map(keys: keys, element.shape),
            decode: { value, decoder in
                guard case .object(let object) = value else {
                    decoder.reportType(expected: .map(keys: keys, element.shape), found: value)
                    return nil
                }
                var result: [String: Element] = [:]
                for (key, value) in object {
                    decoder.descend(.key(key)) { decoder in
                        guard isValidKey(key) else {
                            decoder.report(.invalidValue, "\"\(key)\" is not \(keys); rename it")
                            return
                        }
                        if let element = element.decode(value, &decoder) { result[key] = element }
                    }
                }
                return result
            },
            encode: { map in
                var object = JSONObject()
                for key in map.keys.sorted() { object[key] = map[key].map(element.encode) }
                return .object(object)
            }
        )
    }
}
