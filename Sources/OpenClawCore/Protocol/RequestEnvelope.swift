// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The outer fields of a request frame, scanned in place: `{type:"req", id, method, params?}` (PROTOCOL 1.3).
///
/// Ranges point into the scanned bytes; `params` stays unparsed until a method asks for it.
public struct RequestEnvelope: Sendable {
    /// The raw JSON text of the identifier between its quotes.
    public var id: Range<Int>
    /// Whether the identifier has escapes.
    public var idHasEscapes: Bool
    /// The method's name.
    public var method: String
    /// The raw JSON of `params`, `nil` when absent.
    public var params: Range<Int>?
}
