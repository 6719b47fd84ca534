// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Turns a record into bytes, line end included.
public protocol LogFormatter: Sendable {
    /// The bytes of one record.
    func format(_ record: LogRecord) -> [UInt8]
}
