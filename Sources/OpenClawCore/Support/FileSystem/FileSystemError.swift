// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why the disk refused.
public struct FileSystemError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
        /// The kind as text.
        public let rawValue: String

        /// Wraps a kind.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Nothing is at the path.
        public static let notFound = Code(rawValue: "not_found")
        /// Something is at the path already.
        public static let exists = Code(rawValue: "exists")
        /// The user may not do this.
        public static let permissionDenied = Code(rawValue: "permission_denied")
        /// The disk or the user's share of it is full.
        public static let noSpace = Code(rawValue: "no_space")
        /// The device failed.
        public static let inputOutput = Code(rawValue: "input_output")
        /// The path names a symbolic link, which is not followed.
        public static let symbolicLink = Code(rawValue: "symbolic_link")
        /// The path names something that is not a regular file.
        public static let notRegularFile = Code(rawValue: "not_regular_file")
        /// A part of the path is not a directory.
        public static let notDirectory = Code(rawValue: "not_directory")
        /// The process or the system has too many open files.
        public static let tooManyOpenFiles = Code(rawValue: "too_many_open_files")
        /// The file system is mounted read-only.
        public static let readOnly = Code(rawValue: "read_only")
        /// The path is empty, too long or has a zero byte.
        public static let invalidPath = Code(rawValue: "invalid_path")
        /// The file is larger than the caller takes.
        public static let tooLarge = Code(rawValue: "too_large")
        /// The file is encrypted with a key that was not given.
        public static let anotherKey = Code(rawValue: "another_key")
        /// The file is encrypted, and what is in it is not what was written.
        public static let altered = Code(rawValue: "altered")
        /// Anything else; the message has the system's words.
        public static let other = Code(rawValue: "other")

        /// The kind as text.
        public var description: String { self.rawValue }
    }

    /// The kind of failure.
    public var code: Code
    /// What was tried: `open`, `append`, `synchronize` ….
    public var operation: String
    /// The path it was tried on.
    public var path: String
    /// The system's words.
    public var detail: String

    /// Makes an error.
    public init(_ code: Code, operation: String, path: String, detail: String) {
        self.code = code
        self.operation = operation
        self.path = path
        self.detail = detail
    }

    /// `operation: detail`, for those who are not told where files lie.
    var words: String { "\(self.operation): \(self.detail)" }

    /// `operation path: detail`.
    public var description: String { "\(self.operation) \(self.path): \(self.detail)" }
}
