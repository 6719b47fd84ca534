// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The conditions of a stream.
struct StreamFlags: OptionSet {
    let rawValue: UInt16

    /// The stream stands in the loop's list of things to do at the end of the tick.
    static let scheduled = StreamFlags(rawValue: 1)
    /// The descriptor is closed.
    static let closed = StreamFlags(rawValue: 2)
    /// The owner has been told that the stream is closed.
    static let reported = StreamFlags(rawValue: 4)
    /// The output is over the high mark.
    static let full = StreamFlags(rawValue: 8)
    /// The owner must be told that the output has drained.
    static let drainDue = StreamFlags(rawValue: 16)
    /// The owner does not want to read now.
    static let readPaused = StreamFlags(rawValue: 32)
    /// The peer has ended its side.
    static let inputEnded = StreamFlags(rawValue: 64)
    /// Close after the output.
    static let closing = StreamFlags(rawValue: 128)
    /// Our side is ended; input is dropped until the peer ends, too.
    static let lingering = StreamFlags(rawValue: 256)
    /// The connection is not established yet.
    static let connecting = StreamFlags(rawValue: 512)
    /// A read event is being worked on; output is sent at its end.
    static let reading = StreamFlags(rawValue: 1024)
    /// The kernel has refused output; wait until it has room.
    static let blocked = StreamFlags(rawValue: 2048)
}
