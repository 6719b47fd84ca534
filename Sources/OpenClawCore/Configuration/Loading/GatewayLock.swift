// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The claim of one gateway on a state directory.
///
/// The operating system's advisory lock decides; it goes with the process, so nothing is left behind after a crash. The file's text only
/// tells others who holds it.
public final class GatewayLock: Sendable {
    /// Who holds a lock.
    public struct Owner: Sendable, Hashable {
        /// The process.
        public var processID: Int
        /// The port it listens on.
        public var port: Int

        /// Makes an owner.
        public init(processID: Int, port: Int) {
            self.processID = processID
            self.port = port
        }
    }

    /// What came of an attempt.
    public enum Outcome: Sendable {
        /// The lock is held until the value goes away.
        case acquired(GatewayLock)
        /// Somebody else holds it; who, if the file tells.
        case taken(Owner?)
    }

    private let file: any File

    private init(file: any File) { self.file = file }

    /// Tries to take the lock, without waiting.
    public static func acquire(
        path: String,
        owner: Owner,
        fileSystem: any FileSystem = PlatformFileSystem()
    ) throws(FileSystemError) -> Outcome {
        let file = try fileSystem.open(path, .update)
        guard try file.tryLock() else { return .taken(try Self.owner(in: file)) }
        let text: JSONValue = ["pid": JSONValue(owner.processID), "port": JSONValue(owner.port)]
        try file.overwrite(with: String(decoding: text.serialized(), as: UTF8.self))
        return .acquired(GatewayLock(file: file))
    }

    /// Who took the lock last; `nil` when the file does not tell. The lock is not touched, so that looking never keeps a gateway
    /// from starting: whether that gateway still runs is to be asked at its port.
    public static func lastOwner(path: String, fileSystem: any FileSystem = PlatformFileSystem()) throws(FileSystemError) -> Owner? {
        let file: any File
        do {
            file = try fileSystem.open(path, .read)
        } catch  where error.code == .notFound {
            return nil
        }
        return try Self.owner(in: file)
    }

    private static func owner(in file: any File) throws(FileSystemError) -> Owner? {
        let bytes = try file.read(at: 0, count: 256)
        guard let value = try? JSONValue(parsing: bytes) else { return nil }  // Another program's text tells nothing; the lock counts.
        guard let process = value["pid"]?.intValue, let port = value["port"]?.intValue else { return nil }
        return Owner(processID: Int(process), port: Int(port))
    }
}
