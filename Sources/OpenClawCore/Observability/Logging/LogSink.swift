// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where log records go.
public protocol LogSink: Sendable {
    /// Takes a record. Called from any thread; must not block for long and cannot fail.
    func write(_ record: LogRecord)
}
