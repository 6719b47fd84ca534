// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

/// One text and what a JSON reader must make of it.
struct JSONCase: Sendable, CustomTestStringConvertible {
    let text: [UInt8]
    let value: JSONValue?
    let code: JSONError.Code?
    let name: String

    /// A text which must be read as `value`.
    static func accept(_ text: String, _ value: JSONValue) -> JSONCase {
        JSONCase(text: Array(text.utf8), value: value, code: nil, name: text)
    }

    /// A text which must be refused with `code`.
    static func reject(_ text: String, _ code: JSONError.Code) -> JSONCase {
        JSONCase(text: Array(text.utf8), value: nil, code: code, name: text)
    }

    /// Bytes which must be refused with `code`.
    static func reject(_ bytes: [UInt8], _ code: JSONError.Code) -> JSONCase {
        JSONCase(text: bytes, value: nil, code: code, name: "\(bytes)")
    }

    var testDescription: String { name.count > 60 ? name.prefix(60) + "…" : name }
}
