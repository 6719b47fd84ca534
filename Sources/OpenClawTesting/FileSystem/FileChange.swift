// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A change that an ``InMemoryFileSystem`` has seen.
public struct FileChange: Sendable, Hashable, CustomStringConvertible {
    /// The kinds of changes.
    public enum Operation: String, Sendable, Hashable, CaseIterable {
        /// Bytes at the end of a file.
        case append
        /// Bytes over others, at an offset.
        case write
        /// A file cut off.
        case truncate
        /// A file made durable.
        case synchronize
        /// A new, empty file.
        case create
        /// A file under another name.
        case rename
        /// A file removed.
        case remove
        /// The names of a directory made durable.
        case synchronizeDirectory
    }

    /// What was done.
    public var operation: Operation
    /// To which path.
    public var path: String
    /// How many bytes an append or write had.
    public var count: Int

    /// Makes a change.
    public init(_ operation: Operation, _ path: String, count: Int = 0) {
        self.operation = operation
        self.path = path
        self.count = count
    }

    /// `operation path`.
    public var description: String { "\(self.operation.rawValue) \(self.path)" + (self.count > 0 ? " (\(self.count) bytes)" : "") }
}
