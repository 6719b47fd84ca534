// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
    /// A copy with another value at a place; objects are made on the way, `nil` removes.
    package func setting(_ steps: ArraySlice<JSONPath.Step>, _ value: JSONValue?) -> JSONValue {
        guard let step = steps.first else { return value ?? .null }
        switch step {
        case .key(let key):
            var object = self.objectValue ?? [:]
            if steps.count == 1 {
                object[key] = value
            } else if value != nil || object[key] != nil {
                object[key] = (object[key] ?? [:]).setting(steps.dropFirst(), value)
            }
            return .object(object)
        case .index(let index):
            var array = self.arrayValue ?? []
            if array.indices.contains(index) {
                if steps.count == 1, value == nil {
                    array.remove(at: index)
                } else {
                    array[index] = array[index].setting(steps.dropFirst(), value)
                }
            } else if index == array.count, value != nil {
                array.append(JSONValue.null.setting(steps.dropFirst(), value))
            }
            return .array(array)
        }
    }

    /// A copy with a merge patch over it (RFC 7396): `null` removes, objects merge. Lists of objects with an `id` merge by it, other
    /// lists are replaced, as are those at `replaced` places.
    package func merging(_ patch: JSONValue, at path: JSONPath = .root, replaced: Set<String> = []) -> JSONValue {
        switch (self, patch) {
        case (.object(var object), .object(let changes)):
            for (key, change) in changes {
                if change.isNull {
                    object[key] = nil
                } else {
                    object[key] = (object[key] ?? .null).merging(change, at: path.appending(key), replaced: replaced)
                }
            }
            return .object(object)
        case (.array(let old), .array(let new)) where !replaced.contains("\(path)") && Self.haveIDs(old) && Self.haveIDs(new):
            var merged = old
            for element in new {
                if let index = merged.firstIndex(where: { $0["id"] == element["id"] }) {
                    merged[index] = merged[index].merging(element, at: path.appending(index), replaced: replaced)
                } else {
                    merged.append(element)
                }
            }
            return .array(merged)
        case (_, .object):
            // Into what is no object the patch goes without its removals.
            return JSONValue.object([:]).merging(patch, at: path, replaced: replaced)
        default: return patch
        }
    }

    private static func haveIDs(_ elements: [JSONValue]) -> Bool {
        !elements.isEmpty && elements.allSatisfy { $0["id"]?.stringValue != nil }
    }
}
