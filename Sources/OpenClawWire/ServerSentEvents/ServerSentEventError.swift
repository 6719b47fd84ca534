// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why an event stream was refused.
public struct ServerSentEventError: Error, Sendable, Hashable, CustomStringConvertible {
    enum Rule: UInt8 { case lineTooLong, eventTooLarge, invalidName }

    let rule: Rule

    init(_ rule: Rule) { self.rule = rule }

    /// What is wrong.
    public var description: String {
        switch rule {
        case .lineTooLong: "A line of the event stream is longer than the limit."
        case .eventTooLarge: "An event of the stream is larger than the limit."
        case .invalidName: "An event type or id holds a line end or NUL."
        }
    }
}
