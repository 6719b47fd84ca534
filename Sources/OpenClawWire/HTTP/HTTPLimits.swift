// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Bounds a parser enforces before it stores anything.
public struct HTTPLimits: Sendable, Hashable {
    /// The longest request or status line in bytes, without its line end. Beyond: 414.
    public var startLineBytes: Int32
    /// The longest header section in bytes (also trailer section), line ends included. Beyond: 431.
    public var headerBytes: Int32
    /// The longest single field line in bytes, without its line end; at most 65,535. Beyond: 431.
    public var fieldBytes: Int32
    /// The largest number of fields in a section. Beyond: 431.
    public var fieldCount: Int32
    /// The largest content in bytes unless the driver sets another after the head. Beyond: 413.
    public var bodyBytes: Int

    /// Makes limits; the defaults suit a gateway behind browsers and bots.
    public init(
        startLineBytes: Int32 = 8 * 1024,
        headerBytes: Int32 = 64 * 1024,
        fieldBytes: Int32 = 16 * 1024,
        fieldCount: Int32 = 128,
        bodyBytes: Int = 1024 * 1024
    ) {
        self.startLineBytes = startLineBytes
        self.headerBytes = headerBytes
        self.fieldBytes = min(fieldBytes, 65_535)
        self.fieldCount = fieldCount
        self.bodyBytes = bodyBytes
    }
}
