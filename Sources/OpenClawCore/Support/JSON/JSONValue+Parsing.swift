// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
    /// Reads one JSON value (RFC 8259) and nothing else.
    ///
    /// The last one of several equal keys wins. Whole numbers beyond 64 bits become doubles.
    /// - Throws: A ``JSONError`` with the place for everything RFC 8259 does not allow, for invalid UTF-8, for lone surrogates,
    ///   for numbers beyond a double's range, and when a limit is passed.
    public init(parsing bytes: UnsafeRawBufferPointer, limits: JSONLimits = .default) throws(JSONError) {
        var scanner = try JSONScanner(checking: bytes, limits: limits)
        self = try JSONValue(scanning: &scanner)
        try scanner.finish()
    }

    /// Reads one JSON value from an array of bytes; see ``init(parsing:limits:)-(UnsafeRawBufferPointer,_)``.
    public init(parsing bytes: [UInt8], limits: JSONLimits = .default) throws(JSONError) {
        self = try bytes.withUnsafeBytes { pointer in
            Result { () throws(JSONError) in try JSONValue(parsing: pointer, limits: limits) }
        }.get()
    }

    /// Reads one JSON value from a slice of bytes; see ``init(parsing:limits:)-(UnsafeRawBufferPointer,_)``.
    public init(parsing bytes: ArraySlice<UInt8>, limits: JSONLimits = .default) throws(JSONError) {
        self = try bytes.withUnsafeBytes { pointer in
            Result { () throws(JSONError) in try JSONValue(parsing: pointer, limits: limits) }
        }.get()
    }

    /// Reads one JSON value from text; see ``init(parsing:limits:)-(UnsafeRawBufferPointer,_)``.
    public init(parsing text: String, limits: JSONLimits = .default) throws(JSONError) {
        var text = text
        self = try text.withUTF8 { pointer in
            Result { () throws(JSONError) in try JSONValue(parsing: UnsafeRawBufferPointer(pointer), limits: limits) }
        }.get()
    }

    /// Reads the value at the scanner's place and leaves the scanner behind it.
    public init(scanning scanner: inout JSONScanner) throws(JSONError) {
        switch try scanner.nextKind() {
        case .object:
            var object = JSONObject()
            try scanner.beginObject()
            while let key = try scanner.nextKey() {
                let name = scanner.decodeString(key)
                object[name] = try JSONValue(scanning: &scanner)
            }
            self = .object(object)
        case .array:
            var elements: [JSONValue] = []
            try scanner.beginArray()
            while try scanner.nextElement() { elements.append(try JSONValue(scanning: &scanner)) }
            self = .array(elements)
        case .string:
            self = .string(try scanner.string())
        case .number:
            self = try scanner.scanNumberValue()
        case .bool:
            self = .bool(try scanner.scanBool())
        case .null:
            try scanner.scanNull()
            self = .null
        }
    }
}
