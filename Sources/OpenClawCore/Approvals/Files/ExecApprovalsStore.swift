// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Keeps `exec-approvals.json`: mode 0600, replaced as a whole, never read or written through a symbolic link.
///
/// Calls block; make them where waiting is allowed. Bound: 4 MiB.
public struct ExecApprovalsStore: Sendable {
    /// The file as it was read.
    public struct Snapshot: Sendable, Hashable {
        /// Where it is.
        public var path: String
        /// Whether there is one.
        public var exists: Bool
        /// The SHA-256 digest of its bytes; empty when there is none.
        public var hash: String
        /// What it says.
        public var file: ExecApprovalsFile
    }

    /// The largest file, in bytes.
    public static let maximumBytes = 4 << 20
    /// Where the file is.
    public let path: String
    private let fileSystem: any FileSystem

    /// Makes a store.
    public init(path: String, fileSystem: any FileSystem = PlatformFileSystem()) {
        self.path = path
        self.fileSystem = fileSystem
    }

    /// Reads the file. A file that cannot be read or understood is an error: it never counts as an empty one.
    public func load() throws(ExecApprovalsError) -> Snapshot {
        let bytes: [UInt8]?
        do {
            bytes = try self.fileSystem.contents(of: self.path, maximumBytes: Self.maximumBytes)
        } catch {
            throw ExecApprovalsError(.unavailable, "\(self.path) cannot be read: \(error.detail)")
        }
        guard let bytes else { return Snapshot(path: self.path, exists: false, hash: "", file: ExecApprovalsFile()) }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw ExecApprovalsError(.invalid, "\(self.path) is no JSON: \(error); correct it or remove it, until then nothing runs")
        }
        do {
            let file = try ExecApprovalsFile(json: value)
            return Snapshot(path: self.path, exists: true, hash: SHA256.hexadecimal(bytes), file: file)
        } catch {
            throw ExecApprovalsError(error.code, "\(self.path): \(error.message); correct it or remove it, until then nothing runs")
        }
    }

    /// Writes the file if it still is what `baseHash` names, and returns it as it is now.
    public func save(_ file: ExecApprovalsFile, baseHash: String) throws(ExecApprovalsError) -> Snapshot {
        do {
            if let slash = self.path.lastIndex(of: "/"), slash != self.path.startIndex {
                try self.fileSystem.createDirectory(String(self.path[..<slash]))
            }
            let lock = try self.fileSystem.open(self.path + ".lock", .append)
            guard try lock.tryLock() else {
                throw ExecApprovalsError(.conflict, "another program is changing \(self.path) just now; retry")
            }
            defer { withExtendedLifetime(lock) {} }
            let current = try self.fileSystem.contents(of: self.path, maximumBytes: Self.maximumBytes)
            guard current.map(SHA256.hexadecimal) ?? "" == baseHash else {
                throw ExecApprovalsError(.conflict, "the approvals have changed since they were read; read them again and retry")
            }
            var bytes = file.json().serialized(pretty: true)
            bytes.append(0x0A)
            guard bytes.count <= Self.maximumBytes else {
                throw ExecApprovalsError(.invalid, "the approvals would be larger than \(Self.maximumBytes) bytes; remove lines first")
            }
            try self.fileSystem.replaceContents(of: self.path, with: bytes)
            return Snapshot(path: self.path, exists: true, hash: SHA256.hexadecimal(bytes), file: file)
        } catch let error as ExecApprovalsError {
            throw error
        } catch let error as FileSystemError {
            throw ExecApprovalsError(.unavailable, "\(self.path) cannot be written: \(error.detail)")
        } catch {
            throw ExecApprovalsError(.unavailable, "\(self.path) cannot be written: \(error)")
        }
    }

    /// Reads, changes and writes the file.
    @discardableResult
    public func change(_ body: (inout ExecApprovalsFile) throws(ExecApprovalsError) -> Void) throws(ExecApprovalsError) -> Snapshot {
        let before = try self.load()
        var file = before.file
        try body(&file)
        return file == before.file ? before : try self.save(file, baseHash: before.hash)
    }

    /// Replaces the file by what a caller sends, keeping the socket's token that no caller ever sees.
    public func replace(_ json: JSONValue, baseHash: String?) throws(ExecApprovalsError) -> Snapshot {
        var file = try ExecApprovalsFile(json: json)
        let before = try self.load()
        if before.exists {
            guard let baseHash, !baseHash.isEmpty else {
                throw ExecApprovalsError(.conflict, "exec approvals base hash required; re-run exec.approvals.get and retry")
            }
            guard baseHash == before.hash else {
                throw ExecApprovalsError(.conflict, "exec approvals changed since last load; re-run exec.approvals.get and retry")
            }
        }
        if let token = before.file.socket?["token"], var socket = file.socket?.objectValue, socket["token"] == nil {
            socket["token"] = token
            file.socket = .object(socket)
        } else if file.socket == nil {
            file.socket = before.file.socket
        }
        return try self.save(file, baseHash: before.hash)
    }
}

extension ExecApprovalsStore.Snapshot {
    /// The answer of `exec.approvals.get`, without secrets.
    public var json: JSONValue {
        ["path": .string(self.path), "exists": .bool(self.exists), "hash": .string(self.hash), "file": self.file.json(redacted: true)]
    }
}
