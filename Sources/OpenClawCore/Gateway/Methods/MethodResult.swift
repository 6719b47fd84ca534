// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a method answers: the raw JSON of the response's `payload`.
public struct MethodResult: Sendable {
    /// The payload's JSON text; `nil` when the method has sent its answers itself.
    public let payload: [UInt8]?

    /// An answer whose payload is already JSON text.
    public init(json: [UInt8]) { self.payload = json }

    private init() { self.payload = nil }

    /// The method has answered through ``MethodCall/reply(_:)`` already.
    public static let answered = MethodResult()

    /// An answer of a JSON value.
    public static func value(_ value: JSONValue) -> MethodResult { MethodResult(json: value.serialized()) }

    /// An answer of an object, written in place.
    public static func object(_ body: (inout JSONWriter) -> Void) -> MethodResult {
        var writer = JSONWriter(reservingCapacity: 256)
        writer.beginObject()
        body(&writer)
        writer.endObject()
        return MethodResult(json: writer.finish())
    }
}
