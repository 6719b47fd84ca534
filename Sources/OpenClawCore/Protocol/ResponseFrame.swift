// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes response frames: `{type:"res", id, ok, payload? | error}` (PROTOCOL 1.3).
///
/// A successful response has no `error` key, a failed one no `payload`.
public enum ResponseFrame {
    private static let head: StaticString = #"{"type":"res","id":""#
    private static let success: StaticString = #"","ok":true,"payload":"#
    private static let failure: StaticString = #"","ok":false,"error":"#

    /// A successful response; `id` is the raw JSON text of the identifier between its quotes.
    public static func success(id: [UInt8], payload: [UInt8]) -> [UInt8] {
        Self.frame(id: id, Self.success, payload)
    }

    /// A failed response; `id` is the raw JSON text of the identifier between its quotes.
    public static func failure(id: [UInt8], error: MethodError) -> [UInt8] {
        Self.frame(id: id, Self.failure, error.json.serialized())
    }

    /// A failed response; `id` is plain text.
    public static func failure(id: String, error: MethodError) -> [UInt8] {
        var quoted = JSONValue.string(id).serialized()
        quoted.removeFirst()
        quoted.removeLast()
        return Self.failure(id: quoted, error: error)
    }

    /// The size of a successful response.
    public static func successLength(id: Int, payload: Int) -> Int {
        Self.head.utf8CodeUnitCount + id + Self.success.utf8CodeUnitCount + payload + 1
    }

    /// Appends a successful response to a buffer.
    public static func appendSuccess(id: UnsafeRawBufferPointer, payload: [UInt8], to output: inout [UInt8]) {
        Self.append(Self.head, to: &output)
        output.append(contentsOf: id)
        Self.append(Self.success, to: &output)
        output.append(contentsOf: payload)
        output.append(UInt8(ascii: "}"))
    }

    private static func frame(id: [UInt8], _ middle: StaticString, _ body: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(Self.head.utf8CodeUnitCount + id.count + middle.utf8CodeUnitCount + body.count + 1)
        Self.append(Self.head, to: &output)
        output.append(contentsOf: id)
        Self.append(middle, to: &output)
        output.append(contentsOf: body)
        output.append(UInt8(ascii: "}"))
        return output
    }

    private static func append(_ text: StaticString, to output: inout [UInt8]) {
        output.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
