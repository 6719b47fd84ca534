// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The configuration's schema as JSON Schema (2020-12), for `config.schema` and for editors.
package enum ConfigurationSchemaDocument {
    /// The whole schema.
    package static var json: JSONValue {
        var root = self.object(Configuration.schema.keys)
        root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        root["title"] = "OpenClaw configuration"
        return .object(root)
    }

    /// What forms show beside each key: `{path: {label, help, sensitive?}}`.
    package static var hints: JSONValue {
        var hints = JSONObject()
        for (path, key) in Configuration.keysByPath {
            var hint: JSONObject = ["label": .string(key.name), "help": .string(key.summary)]
            if key.isSecret { hint["sensitive"] = true }
            hints["\(path)"] = .object(hint)
        }
        return .object(hints)
    }

    /// The payload of `config.schema.lookup`; `nil` when there is no such key.
    package static func lookup(_ path: JSONPath) -> JSONValue? {
        guard let key = Configuration.key(at: path) else { return nil }
        var children: [JSONValue] = []
        if case .object(let keys) = key.shape {
            children = keys.map { child in
                ["key": .string(child.name), "path": .string("\(path.appending(child.name))"), "help": .string(child.summary)]
            }
        }
        return [
            "path": .string("\(path)"), "schema": .object(self.schema(key)), "reloadKind": .string(key.reload.rawValue),
            "hint": ["label": .string(key.name), "help": .string(key.summary)], "hintPath": .string("\(path)"),
            "children": .array(children),
        ]
    }

    private static func object(_ keys: [ConfigurationKey]) -> JSONObject {
        var properties = JSONObject()
        for key in keys { properties[key.name] = .object(self.schema(key)) }
        var object: JSONObject = ["type": "object", "properties": .object(properties)]
        let required = keys.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { object["required"] = .array(required) }
        return object
    }

    private static func schema(_ key: ConfigurationKey) -> JSONObject {
        var schema = self.schema(key.shape)
        schema["description"] = .string(key.summary)
        if let value = key.defaultValue, !value.isNull, !key.isSecret { schema["default"] = value }
        return schema
    }

    private static func schema(_ shape: ConfigurationShape) -> JSONObject {
        switch shape {
        case .object(let keys): return self.object(keys)
        case .list(let element): return ["type": "array", "items": .object(self.schema(element))]
        case .map(_, let value): return ["type": "object", "additionalProperties": .object(self.schema(value))]
        case .value(let words, _):
            if words == "true or false" { return ["type": ["boolean", "string"]] }
            let prefix = "one of "
            if words.hasPrefix(prefix) {
                let names = words.dropFirst(prefix.count).split(separator: ",").map { part in
                    JSONValue.string(String(part.filter { $0 != "\"" && $0 != " " }))
                }
                // A variable may stand for any of them.
                return ["anyOf": [["enum": .array(names)], ["type": "string", "pattern": "^\\$\\{"]]]
            }
            return ["$comment": .string(words)]
        }
    }
}
