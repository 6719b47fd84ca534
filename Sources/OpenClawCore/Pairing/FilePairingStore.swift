// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Keeps pairings in one file, replaced as a whole: written beside it with mode 0600, made durable, renamed. Symbolic links are refused.
public struct FilePairingStore: PairingStore {
    /// The largest file that is read.
    public static let maximumBytes = 16 << 20

    private let path: String
    private let fileSystem: any FileSystem
    private let executor: any TaskExecutor

    /// Makes a store; nothing is read yet.
    /// - Parameters:
    ///   - path: the file, absolute; its directory is made when it does not exist.
    ///   - executor: where the file is written; the global concurrent executor when `nil`. Never an event loop.
    public init(path: String, fileSystem: any FileSystem = PlatformFileSystem(), executor: (any TaskExecutor)? = nil) {
        self.path = path
        self.fileSystem = fileSystem
        self.executor = executor ?? globalConcurrentExecutor
    }

    /// Reads the file. A file that is damaged or of a newer version is an error: guessing could let a stranger in.
    public func load() throws(PairingError) -> PairingBook {
        let bytes: [UInt8]?
        do {
            bytes = try self.fileSystem.contents(of: self.path, maximumBytes: Self.maximumBytes)
        } catch  where error.code == .symbolicLink {
            throw PairingError(.storage, "\(self.path) is a symbolic link; remove it: pairings are never read or written through one")
        } catch {
            throw PairingError(.storage, "the pairings cannot be read: \(error)")
        }
        guard let bytes, !bytes.isEmpty else { return PairingBook() }
        do {
            return try PairingBook(json: JSONValue(parsing: bytes))
        } catch let error as PairingError {
            throw PairingError(.storage, "\(self.path): \(error.message)")
        } catch {
            throw PairingError(.storage, "\(self.path) is damaged (\(error)); restore it, or remove it and pair the devices again")
        }
    }

    /// Replaces the file.
    public func save(_ book: PairingBook) async throws(PairingError) {
        let bytes = book.json.serialized()
        let failure = await self.fileSystem.replaceFile(at: self.path, with: bytes, on: self.executor)
        if let failure { throw PairingError(.storage, "the pairing was not kept: \(failure)") }
        guard let mirror = self.mirrorPath else { return }
        // Nothing here reads the mirror: what was decided is kept, whether or not other tools can see it.
        _ = await self.fileSystem.replaceFile(at: mirror, with: book.pairedMirror.serialized(pretty: true), on: self.executor)
    }

    /// `paired.json` beside the file, for other tools.
    private var mirrorPath: String? {
        guard let slash = self.path.lastIndex(of: "/") else { return nil }
        let mirror = self.path[...slash] + "paired.json"
        return mirror == self.path ? nil : String(mirror)
    }
}
