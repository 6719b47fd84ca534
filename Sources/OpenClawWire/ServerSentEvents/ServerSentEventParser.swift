// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads server-sent events from a byte stream, piece by piece.
public struct ServerSentEventParser: Sendable {
    /// The last id the stream has set; send it as `Last-Event-ID` when connecting again.
    public private(set) var lastEventID: String = ""
    /// The reconnection time in milliseconds, once the stream has set one.
    public private(set) var retryMilliseconds: Int?

    /// Makes a parser.
    ///
    /// - Parameters:
    ///   - maximumLineBytes: the longest line.
    ///   - maximumEventBytes: the most data one event may collect.
    public init(maximumLineBytes: Int = 1024 * 1024, maximumEventBytes: Int = 4 * 1024 * 1024) {}

    /// Consumes input from `cursor` on and returns the next complete event, or nil when the input is used up.
    public mutating func next(
        _ input: UnsafeRawBufferPointer, _ cursor: inout Int
    ) throws(ServerSentEventError) -> ServerSentEvent? {
        cursor = input.count
        return nil
    }
}
