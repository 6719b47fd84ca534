// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Logger {
    /// Writes what a developer looking for a fault wants to see.
    @inlinable
    public func debug(
        _ event: @autoclosure () -> String,
        _ metadata: @autoclosure () -> LogMetadata = [:],
        message: @autoclosure () -> String? = nil
    ) {
        log(.debug, event(), metadata(), message: message())
    }

    /// Writes what an operator wants to see on a good day.
    @inlinable
    public func info(
        _ event: @autoclosure () -> String,
        _ metadata: @autoclosure () -> LogMetadata = [:],
        message: @autoclosure () -> String? = nil
    ) {
        log(.info, event(), metadata(), message: message())
    }

    /// Writes that something is off but taken care of.
    @inlinable
    public func warn(
        _ event: @autoclosure () -> String,
        _ metadata: @autoclosure () -> LogMetadata = [:],
        message: @autoclosure () -> String? = nil
    ) {
        log(.warn, event(), metadata(), message: message())
    }

    /// Writes that something failed.
    @inlinable
    public func error(
        _ event: @autoclosure () -> String,
        _ metadata: @autoclosure () -> LogMetadata = [:],
        message: @autoclosure () -> String? = nil
    ) {
        log(.error, event(), metadata(), message: message())
    }

    /// Writes that the program cannot go on; it does not end the program.
    @inlinable
    public func fatal(
        _ event: @autoclosure () -> String,
        _ metadata: @autoclosure () -> LogMetadata = [:],
        message: @autoclosure () -> String? = nil
    ) {
        log(.fatal, event(), metadata(), message: message())
    }
}
