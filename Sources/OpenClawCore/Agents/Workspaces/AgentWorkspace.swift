// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The directory in which an agent works: files that people and programs write for it, by known names.
///
/// ``ModelAgent`` puts what they say in front of every conversation. Nothing but these names is read or written, and no name leads
/// through a symbolic link. Files are read by the gateway's threads that may wait.
public struct AgentWorkspace: Sendable {
    /// The names an agent's files may have, in the order in which agents read them.
    public static let names = [
        "AGENTS.md", "SOUL.md", "TOOLS.md", "IDENTITY.md", "USER.md", "HEARTBEAT.md", "BOOTSTRAP.md", "MEMORY.md",
    ]
    /// The largest file that is read or written, in bytes.
    public static let maximumFileBytes = 1 << 20
    /// How much of one file agents read, in characters.
    public static let maximumPromptCharacters = 20_000

    /// The directory's path.
    public let path: String
    private let fileSystem: any FileSystem
    private let executor: any TaskExecutor

    /// Makes the handle of a workspace; the directory is made when the first file is written.
    /// - Parameter executor: where files may be read, since that blocks.
    public init(path: String, fileSystem: any FileSystem = PlatformFileSystem(), executor: any TaskExecutor) {
        self.path = path
        self.fileSystem = fileSystem
        self.executor = executor
    }

    /// What is known of every file, those that do not exist included.
    func files() async throws(FileSystemError) -> [WorkspaceFile] {
        let result = await withTaskExecutorPreference(self.executor) { await self.readAll() }
        return try result.get()
    }

    /// One file and what it says; `nil` when the name is none of ``names``.
    func file(_ name: String) async throws(FileSystemError) -> WorkspaceFile? {
        guard Self.names.contains(name) else { return nil }
        let result = await withTaskExecutorPreference(self.executor) { await self.readOne(name) }
        return try result.get()
    }

    /// Replaces a file as a whole.
    /// - Parameter expectedHash: the SHA-256 of what the caller has seen; another file there is
    ///   ``FileSystemError/Code/exists``, and nothing is written.
    func write(_ content: String, to name: String, expectedHash: String?) async throws(FileSystemError) -> WorkspaceFile {
        let result = await withTaskExecutorPreference(self.executor) { await self.replace(name, content, expectedHash) }
        return try result.get()
    }

    /// What the files say, for the instructions of an agent; empty when there are none.
    /// - Parameters:
    ///   - isPrivate: whether the conversation is one of the owner alone; others do not get `MEMORY.md`.
    ///   - names: which of ``names`` are read, in any order.
    func instructions(isPrivate: Bool, names: [String] = Self.names) async throws(FileSystemError) -> String {
        let files = try await withTaskExecutorPreference(self.executor) { await self.contents(names) }.get()
        var text = ""
        for file in files {
            let content = String(decoding: file.bytes, as: UTF8.self)
            guard !content.allSatisfy(\.isWhitespace), isPrivate || file.name != "MEMORY.md" else { continue }
            text += text.isEmpty ? "# Files of your workspace\n" : ""
            text += "\n## \(file.name)\n\n\(content.prefix(Self.maximumPromptCharacters))\n"
            if content.count > Self.maximumPromptCharacters { text += "(The rest of \(file.name) is left out.)\n" }
        }
        return text
    }

    // MARK: On threads that may wait

    /// What the files say that exist.
    @concurrent private func contents(_ names: [String]) async -> Result<[(name: String, bytes: [UInt8])], FileSystemError> {
        Result { () throws(FileSystemError) in
            // Every turn asks, and most agents have no workspace.
            guard try self.fileSystem.status(self.path) != nil else { return [] }
            var files: [(name: String, bytes: [UInt8])] = []
            for name in Self.names where names.contains(name) {
                let path = self.path + "/" + name
                guard let status = try self.fileSystem.status(path), status.kind == .file,
                    let bytes = try self.fileSystem.contents(of: path, maximumBytes: Self.maximumFileBytes)
                else { continue }
                files.append((name, bytes))
            }
            return files
        }
    }

    @concurrent private func readAll() async -> Result<[WorkspaceFile], FileSystemError> {
        Result { () throws(FileSystemError) in
            var files: [WorkspaceFile] = []
            for name in Self.names { files.append(try self.read(name, withContent: false)) }
            return files
        }
    }

    @concurrent private func readOne(_ name: String) async -> Result<WorkspaceFile, FileSystemError> {
        Result { () throws(FileSystemError) in try self.read(name, withContent: true) }
    }

    @concurrent private func replace(_ name: String, _ content: String, _ expectedHash: String?) async -> Result<
        WorkspaceFile, FileSystemError
    > {
        Result { () throws(FileSystemError) in
            let path = self.path + "/" + name
            if let expectedHash {
                let current = try self.fileSystem.contents(of: path, maximumBytes: Self.maximumFileBytes)
                guard (current.map { SHA256.hexadecimal($0) } ?? "") == expectedHash.lowercased() else {
                    throw FileSystemError(.exists, operation: "replace", path: path, detail: "it has changed since it was read")
                }
            }
            try self.fileSystem.replaceFile(at: path, with: Array(content.utf8))
            return try self.read(name, withContent: true)
        }
    }

    private func read(_ name: String, withContent: Bool) throws(FileSystemError) -> WorkspaceFile {
        let path = self.path + "/" + name
        var file = WorkspaceFile(name: name, path: path)
        guard let status = try self.fileSystem.status(path), status.kind == .file else { return file }
        file.size = status.size
        file.modifiedAt = status.modifiedMilliseconds
        guard withContent, let bytes = try self.fileSystem.contents(of: path, maximumBytes: Self.maximumFileBytes) else { return file }
        file.content = String(decoding: bytes, as: UTF8.self)
        file.hash = SHA256.hexadecimal(bytes)
        return file
    }
}
