// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a message cannot be written: its parts would not mean on the wire what they mean in memory.
public struct HTTPEncodeError: Error, Sendable, Hashable, CustomStringConvertible {
    enum Reason: UInt8 { case method, target, fieldName, fieldValue, framingField }

    let reason: Reason
    /// The name of the field at fault, if a field is at fault.
    public let field: String

    init(_ reason: Reason, field: String = "") {
        self.reason = reason
        self.field = field
    }

    /// What is wrong and what to do about it.
    public var description: String {
        switch reason {
        case .method: "The method is not a token."
        case .target: "The request target must be visible ASCII; percent-encode it."
        case .fieldName: "The field name \(field.debugDescription) is not a token."
        case .fieldValue: "The value of \(field) holds a control byte; encode or remove it."
        case .framingField: "\(field) is written by the encoder; leave it out of the fields."
        }
    }
}
