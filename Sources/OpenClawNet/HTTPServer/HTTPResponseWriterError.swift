// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a response cannot be written any further.
public struct HTTPResponseWriterError: Error, Sendable, Hashable, CustomStringConvertible {
    enum Reason: UInt8 { case disconnected, order, length, fields }

    let reason: Reason

    /// The client has gone or the server stops.
    public static var disconnected: HTTPResponseWriterError { HTTPResponseWriterError(reason: .disconnected) }
    /// The head was written twice, or content before the head or after the end.
    public static var wrongOrder: HTTPResponseWriterError { HTTPResponseWriterError(reason: .order) }
    /// More content than announced.
    public static var lengthExceeded: HTTPResponseWriterError { HTTPResponseWriterError(reason: .length) }
    /// A field cannot be written.
    public static var invalidFields: HTTPResponseWriterError { HTTPResponseWriterError(reason: .fields) }

    /// What happened.
    public var description: String {
        switch reason {
        case .disconnected: "The client has gone; stop writing."
        case .order: "Write the head once, then content, then end."
        case .length: "More content was written than the length that was announced."
        case .fields: "A field has a name or a value which cannot be written."
        }
    }
}
