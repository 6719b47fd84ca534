// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Configuration files on the operating system's disk.
public struct PlatformConfigurationFiles: ConfigurationFiles {
    /// Makes the reader; it has no state of its own.
    public init() {}

    /// The path without symbolic links (`realpath`).
    public func canonicalPath(of path: String) throws(FileSystemError) -> String? {
        guard let resolved = realpath(path, nil) else {
            let number = errno
            if number == ENOENT || number == ENOTDIR { return nil }
            let code: FileSystemError.Code = number == EACCES ? .permissionDenied : number == ELOOP ? .symbolicLink : .other
            throw FileSystemError(code, operation: "open", path: path, detail: String(cString: strerror(number)))
        }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The contents of a file.
    public func contents(of path: String, maximumBytes: Int) throws(FileSystemError) -> [UInt8]? {
        try PlatformFileSystem().contents(of: path, maximumBytes: maximumBytes)
    }
}
