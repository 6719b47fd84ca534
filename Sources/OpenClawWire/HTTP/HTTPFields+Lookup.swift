// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension HTTPFields {
    /// The value of the first field of this name.
    public subscript(_ name: HTTPFieldName) -> String? {
        withValue(name) { String(decoding: $0, as: UTF8.self) }
    }

    /// The value if there is exactly one field of this name: for fields where a second one is an attack.
    public func only(_ name: HTTPFieldName) -> String? {
        var value: String?
        var isRepeated = false
        forEachRecord(name) { record in
            isRepeated = value != nil
            value = String(decoding: record.valueBytes, as: UTF8.self)
            return !isRepeated
        }
        return isRepeated ? nil : value
    }

    /// The values of all fields of this name, in order.
    public func values(_ name: HTTPFieldName) -> [String] {
        var values: [String] = []
        forEachRecord(name) { record in
            values.append(String(decoding: record.valueBytes, as: UTF8.self))
            return true
        }
        return values
    }

    /// The trimmed elements of a comma-separated field, over all fields of this name. Not for quoted strings with commas.
    public func listElements(_ name: HTTPFieldName) -> [String] {
        var elements: [String] = []
        forEachRecord(name) { record in
            ByteScan.forEachListElement(record.base, from: record.value.lowerBound, to: record.value.upperBound) { start, end in
                elements.append(String(decoding: UnsafeRawBufferPointer(start: record.base + start, count: end - start), as: UTF8.self))
                return true
            }
            return true
        }
        return elements
    }

    /// The number of fields of this name.
    public func count(_ name: HTTPFieldName) -> Int {
        var count = 0
        forEachRecord(name) { _ in
            count += 1
            return true
        }
        return count
    }

    /// Whether there is a field of this name. Does not allocate.
    public func contains(_ name: HTTPFieldName) -> Bool {
        var found = false
        forEachRecord(name) { _ in
            found = true
            return false
        }
        return found
    }

    /// Whether the comma-separated values of this name include the token, in any letter case. Does not allocate.
    public func containsToken(_ name: HTTPFieldName, _ token: String) -> Bool {
        var found = false
        Self.withBytes(of: token) { token in
            guard let wanted = token.baseAddress else { return }
            forEachRecord(name) { record in
                ByteScan.forEachListElement(record.base, from: record.value.lowerBound, to: record.value.upperBound) { start, end in
                    found =
                        end - start == token.count
                        && ByteScan.equalsIgnoringCase(record.base + start, wanted, count: token.count)
                    return !found
                }
                return !found
            }
        }
        return found
    }

    /// Runs `body` over the bytes of the first value of this name; nil without such a field. Does not allocate.
    public func withValue<Result>(_ name: HTTPFieldName, _ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
        var result: Result?
        forEachRecord(name) { record in
            result = body(record.valueBytes)
            return false
        }
        return result
    }
}
