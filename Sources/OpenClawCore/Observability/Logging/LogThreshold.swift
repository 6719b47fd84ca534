// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import Synchronization

/// The level from which on records are written. Loggers share it, so that it can be changed while they run.
public final class LogThreshold: Sendable {
    @usableFromInline let lowest: Atomic<UInt8>

    /// Creates a threshold.
    public init(_ level: LogLevel) {
        self.lowest = Atomic(level.rawValue)
    }

    /// The lowest level which is written.
    public var level: LogLevel {
        get { LogLevel(rawValue: lowest.load(ordering: .relaxed)) ?? .debug }
        set { lowest.store(newValue.rawValue, ordering: .relaxed) }
    }

    /// Whether records of `level` are written.
    @inlinable
    public func allows(_ level: LogLevel) -> Bool {
        level.rawValue >= lowest.load(ordering: .relaxed)
    }
}
