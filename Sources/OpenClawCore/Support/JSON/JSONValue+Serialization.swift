// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
    /// The value as JSON text in UTF-8.
    ///
    /// - Parameters:
    ///   - pretty: Whether to break lines and indent by two spaces.
    ///   - sortedKeys: Whether members are written in the order of their keys' UTF-8 bytes instead of insertion order.
    public func serialized(pretty: Bool = false, sortedKeys: Bool = false) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 256)
        if pretty {
            writePretty(to: &writer, sortedKeys: sortedKeys, indentation: 0)
        } else {
            write(to: &writer, sortedKeys: sortedKeys)
        }
        return writer.finish()
    }

    func write(to writer: inout JSONWriter, sortedKeys: Bool) {
        switch self {
        case .null: writer.null()
        case .bool(let value): writer.bool(value)
        case .int(let value): writer.int(value)
        case .double(let value): writer.double(value)
        case .string(let value): writer.string(value)
        case .array(let elements):
            writer.beginArray()
            for element in elements { element.write(to: &writer, sortedKeys: sortedKeys) }
            writer.endArray()
        case .object(let object):
            writer.beginObject()
            for entry in object.members(sorted: sortedKeys) {
                writer.key(entry.key)
                entry.value.write(to: &writer, sortedKeys: sortedKeys)
            }
            writer.endObject()
        }
    }

    private func writePretty(to writer: inout JSONWriter, sortedKeys: Bool, indentation: Int) {
        switch self {
        case .array(let elements) where !elements.isEmpty:
            writer.beginArray()
            for element in elements {
                writer.breakLine(indentation: indentation + 2)
                element.writePretty(to: &writer, sortedKeys: sortedKeys, indentation: indentation + 2)
            }
            writer.breakLine(indentation: indentation, closing: true)
            writer.endArray()
        case .object(let object) where !object.isEmpty:
            writer.beginObject()
            for entry in object.members(sorted: sortedKeys) {
                writer.breakLine(indentation: indentation + 2)
                writer.key(entry.key)
                writer.append(0x20)
                entry.value.writePretty(to: &writer, sortedKeys: sortedKeys, indentation: indentation + 2)
            }
            writer.breakLine(indentation: indentation, closing: true)
            writer.endObject()
        default:
            write(to: &writer, sortedKeys: sortedKeys)
        }
    }
}

extension JSONObject {
    fileprivate func members(sorted: Bool) -> [Entry] {
        sorted ? entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } : entries
    }
}

extension JSONValue: CustomStringConvertible {
    /// The value as compact JSON text.
    public var description: String {
        String(decoding: serialized(), as: UTF8.self)
    }
}
