// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
    /// The value at `path`, or `nil` when there is none.
    ///
    /// Setting creates the objects on the way and appends to an array at the index after its last; steps which fit nothing there
    /// replace what stood in their way only if it is `null`, otherwise nothing happens. Setting `nil` removes.
    public subscript(path: JSONPath) -> JSONValue? {
        get {
            var current = self
            for step in path.steps {
                switch step {
                case .key(let key):
                    guard let next = current[key] else { return nil }
                    current = next
                case .index(let index):
                    guard let next = current[index] else { return nil }
                    current = next
                }
            }
            return current
        }
        set {
            replace(path.steps[...], with: newValue)
        }
    }

    private mutating func replace(_ steps: ArraySlice<JSONPath.Step>, with value: JSONValue?) {
        guard let step = steps.first else {
            self = value ?? .null
            return
        }
        let rest = steps.dropFirst()
        switch step {
        case .key(let key):
            var members: JSONObject
            switch self {
            case .object(let current): members = current
            case .null: members = JSONObject()
            default: return
            }
            if rest.isEmpty {
                members[key] = value
            } else if value != nil || members.contains(key) {
                members[key, default: .null].replace(rest, with: value)
            }
            self = .object(members)
        case .index(let index):
            var elements: [JSONValue]
            switch self {
            case .array(let current): elements = current
            case .null: elements = []
            default: return
            }
            if rest.isEmpty, value == nil {
                if elements.indices.contains(index) { elements.remove(at: index) }
            } else {
                guard index <= elements.count else { return }
                if index == elements.count { elements.append(.null) }
                elements[index].replace(rest, with: value)
            }
            self = .array(elements)
        }
    }
}
