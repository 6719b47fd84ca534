// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// A text with places for values of a hook's body: `{{issue.title}}`, `{{items[0].name}}`, `{{path}}`.
///
/// A value that is not there is empty; objects and lists become JSON. What is put in is never read as a template again.
struct HookTemplate: Sendable {
    let text: String

    /// The text with values.
    func filled(_ body: JSONValue, path: String) -> String {
        var output = ""
        var rest = self.text[...]
        while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
            output += rest[..<start.lowerBound]
            let name = rest[start.upperBound..<end.lowerBound].split(separator: " ").joined()
            output += Self.value(name, body, path)
            rest = rest[end.upperBound...]
        }
        return output + rest
    }

    private static func value(_ name: String, _ body: JSONValue, _ path: String) -> String {
        if name == "path" { return path }
        let place = name.hasPrefix("payload.") ? String(name.dropFirst("payload.".count)) : name
        guard let parsed = JSONPath(place), let value = body[parsed], !value.isNull else { return "" }
        return value.stringValue ?? String(decoding: value.serialized(), as: UTF8.self)
    }
}
