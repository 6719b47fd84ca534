// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One event of a `text/event-stream` (WHATWG HTML section 9.2).
public struct ServerSentEvent: Sendable, Hashable {
    /// The type; nil means `message`.
    public var event: String?
    /// The data, lines joined by a line feed.
    public var data: String
    /// The id this event set; nil when it had none.
    public var id: String?

    /// Makes an event.
    public init(event: String? = nil, data: String, id: String? = nil) {
        self.event = event
        self.data = data
        self.id = id
    }
}
