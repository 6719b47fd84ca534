// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A small file that is encrypted as a whole: one line of the form that transcripts have.
struct SealedFile: Sendable {
    private let lines: SealedLines

    /// - Parameter context: what the file is; its key is derived from it.
    init(path: String, context: String, encryption: WorkspaceEncryption?) throws(FileSystemError) {
        var lines = try SealedLines(path: path, context: context, encryption: encryption)
        lines.beginsSealed = true
        self.lines = lines
    }

    /// How long the file may be whose contents have this length.
    func limit(_ plain: Int) -> Int { self.lines.limit(plain) }

    /// What is to be written; the contents themselves without a key.
    func seal(_ contents: [UInt8]) throws(FileSystemError) -> [UInt8] { try self.lines.sealWhole(contents) }

    /// The contents of a file, which may be plain.
    func open(_ bytes: [UInt8]) throws(FileSystemError) -> [UInt8] {
        let line = bytes.last == 0x0A ? bytes[..<(bytes.count - 1)] : bytes[...]
        switch try Array(line).withRawBytes({ (line) throws(FileSystemError) in try self.lines.open(line, at: 0) }) {
        case .plain: return bytes
        case .line(let contents): return contents
        case .malformed: throw .altered(self.lines.path, at: 0)
        }
    }

    /// Which key sealed a file; `nil` for a plain one.
    static func keyIdentifier(of bytes: [UInt8]) -> KeyIdentifier? { bytes.withRawBytes { SealedLines.keyIdentifier(of: $0) } }
}
