// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Bounds of a stream's output.
public struct StreamOptions: Sendable, Hashable {
    /// Above this many queued bytes ``TCPStream/isWritable`` turns false.
    public var highWaterMark: Int
    /// Under this many queued bytes a stream which was over the high mark reports ``StreamHandler/drained(_:)``.
    public var lowWaterMark: Int
    /// A write that finds more queued bytes than this closes the stream: its peer does not read.
    public var maximumPendingBytes: Int
    /// How long output may wait without the peer taking a byte before the stream is closed.
    public var writeStallTimeout: Duration
    /// How long a stream waits for the peer's end after its own, so that the last answer is not lost to a reset.
    public var lingerTimeout: Duration

    /// Makes options.
    public init(
        highWaterMark: Int = 64 * 1024,
        lowWaterMark: Int = 32 * 1024,
        maximumPendingBytes: Int = 8 * 1024 * 1024,
        writeStallTimeout: Duration = .seconds(30),
        lingerTimeout: Duration = .seconds(2)
    ) {
        self.highWaterMark = highWaterMark
        self.lowWaterMark = lowWaterMark
        self.maximumPendingBytes = maximumPendingBytes
        self.writeStallTimeout = writeStallTimeout
        self.lingerTimeout = lingerTimeout
    }
}
