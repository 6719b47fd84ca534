// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Finds programs and looks at paths, as the system would.
struct ProgramFinder: Sendable {
    /// The directories to look in.
    let searchPath: [String]

    /// Whether the environment's search path has nothing but absolute directories.
    let isAbsolute: Bool

    init(environment: [String: String]) {
        self.isAbsolute =
            environment["PATH"]?.split(separator: ":", omittingEmptySubsequences: false).allSatisfy { $0.hasPrefix("/") } ?? false
        self.searchPath = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(String.init).filter {
            $0.hasPrefix("/")
        }
    }

    /// The file a name stands for: names without a slash are looked for in the directories, others start at `directory`.
    func find(_ name: String, from directory: String) -> String? {
        if name.contains("/") {
            let path = name.hasPrefix("/") ? name : "\(directory)/\(name)"
            return Self.isProgram(path) ? path : nil
        }
        guard !name.isEmpty, name != ".", name != ".." else { return nil }
        return self.searchPath.lazy.map { "\($0)/\(name)" }.first(where: Self.isProgram)
    }

    /// A path with every symbolic link resolved; `nil` when nothing is there.
    static func canonical(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Whether a path is a directory.
    static func isDirectory(_ path: String) -> Bool { Self.mode(path) == S_IFDIR }

    /// Whether a path is a regular file.
    static func isFile(_ path: String) -> Bool { Self.mode(path) == S_IFREG }

    private static func isProgram(_ path: String) -> Bool { Self.isFile(path) && access(path, X_OK) == 0 }

    private static func mode(_ path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }
}
