// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a request target was refused; answer with 400.
public struct URLTargetError: Error, Sendable, Hashable, CustomStringConvertible {
    enum Rule: UInt8 { case malformed, character, percentEncoding, encodedSeparator, controlCharacter, notUTF8, aboveRoot, fragment }

    let rule: Rule

    init(_ rule: Rule) { self.rule = rule }

    /// Always 400.
    public var status: HTTPStatus { .badRequest }

    /// What is wrong, in one sentence which is safe to send to the peer.
    public var description: String {
        switch rule {
        case .malformed: "The request target is neither a path nor an http URL."
        case .character: "The request target holds a character which must be percent-encoded."
        case .percentEncoding: "A percent sign is not followed by two hexadecimal digits."
        case .encodedSeparator: "The path holds a backslash or an encoded slash."
        case .controlCharacter: "The path holds an encoded control character."
        case .notUTF8: "The decoded path is not UTF-8."
        case .aboveRoot: "The path climbs above the root."
        case .fragment: "A request target has no fragment."
        }
    }
}
