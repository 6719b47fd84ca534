// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
public import OpenClawNet

/// `file.read`, `file.write`, `file.list` below one directory.
public struct FileCommands: Sendable {
    /// The most bytes one call reads or writes.
    public static let maximumBytes = 8 << 20
    /// The most entries one call lists.
    public static let maximumEntries = 5_000

    private let directory: RootedDirectory
    private let pool: BlockingPool

    /// Makes the commands.
    /// - Parameters:
    ///   - root: The directory that is shared; it must exist. Symbolic links inside it are never followed.
    ///   - pool: The threads that wait for the disk.
    public init(root: String, pool: BlockingPool) throws(NodeError) {
        guard let canonical = ProgramFinder.canonical(root), ProgramFinder.isDirectory(canonical), canonical != "/" else {
            throw NodeError(.invalidParams, "\(root) cannot be shared: it must be a directory and not the whole disk")
        }
        self.directory = RootedDirectory(root: canonical)
        self.pool = pool
    }

    /// The commands.
    public var group: NodeCommandGroup {
        NodeCommandGroup([
            "file.read": { call throws(NodeError) in try await self.read(call) },
            "file.write": { call throws(NodeError) in try await self.write(call) },
            "file.list": { call throws(NodeError) in try await self.list(call) },
        ])
    }

    private func read(_ call: NodeInvocation) async throws(NodeError) -> JSONValue {
        let params = try CommandParams(call, known: ["path", "offset", "maxBytes", "encoding"])
        let path = try params.required("path")
        let offset = try params.integer("offset", in: 0...(1 << 50)) ?? 0
        let count = try params.integer("maxBytes", in: 1...Self.maximumBytes) ?? 1 << 20
        let encoding = try params.text("encoding") ?? "utf8"
        guard encoding == "utf8" || encoding == "base64" else { throw NodeError(.invalidParams, "encoding is utf8 or base64") }
        let directory = self.directory
        let (bytes, size) = try await self.pool.run { () throws(NodeError) in try directory.read(path, offset: offset, count: count) }
        var answer: JSONObject = [
            "path": .string(path), "offset": JSONValue(offset), "bytes": JSONValue(bytes.count), "size": JSONValue(size),
            "truncated": .bool(offset + bytes.count < size), "encoding": .string(encoding),
        ]
        if encoding == "base64" {
            answer["content"] = .string(Base64Text.encode(bytes))
        } else {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw NodeError(.failed, "\(path) is not UTF-8 text in this part; ask for encoding base64")
            }
            answer["content"] = .string(text)
        }
        return .object(answer)
    }

    private func write(_ call: NodeInvocation) async throws(NodeError) -> JSONValue {
        let params = try CommandParams(call, known: ["path", "content", "encoding", "overwrite", "createDirectories"])
        let path = try params.required("path")
        guard let content = try params.text("content", maximum: Self.maximumBytes * 2) else { throw NodeError(.invalidParams, "content is missing") }
        let bytes: [UInt8]
        switch try params.text("encoding") ?? "utf8" {
        case "utf8": bytes = Array(content.utf8)
        case "base64":
            guard let decoded = Base64Text.decode(content) else { throw NodeError(.invalidParams, "content is not base64") }
            bytes = decoded
        default: throw NodeError(.invalidParams, "encoding is utf8 or base64")
        }
        guard bytes.count <= Self.maximumBytes else { throw NodeError(.invalidParams, "at most \(Self.maximumBytes) bytes are written") }
        let overwriting = try params.bool("overwrite")
        let creating = try params.bool("createDirectories")
        let directory = self.directory
        try await self.pool.run { () throws(NodeError) in
            try directory.write(path, bytes, overwriting: overwriting, creatingDirectories: creating)
        }
        return ["path": .string(path), "bytes": JSONValue(bytes.count)]
    }

    private func list(_ call: NodeInvocation) async throws(NodeError) -> JSONValue {
        let params = try CommandParams(call, known: ["path", "limit"])
        let path = try params.text("path") ?? ""
        let limit = try params.integer("limit", in: 1...Self.maximumEntries) ?? 1_000
        let directory = self.directory
        let (entries, isTruncated) = try await self.pool.run { () throws(NodeError) in try directory.list(path, limit: limit) }
        let rows = entries.map { entry -> JSONValue in
            [
                "name": .string(entry.name), "kind": .string(entry.kind), "size": JSONValue(entry.size),
                "modifiedAtMs": .int(entry.modifiedMilliseconds),
            ]
        }
        return ["path": .string(path), "root": .string(self.directory.root), "entries": .array(rows), "truncated": .bool(isTruncated)]
    }
}
