// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Keeps scheduled jobs in one file, replaced as a whole: written beside it with mode 0600, made durable, renamed. Symbolic links are
/// refused.
public struct FileCronStore: CronStore {
    /// The largest file that is read.
    public static let maximumBytes = 64 << 20

    private let path: String
    private let fileSystem: any FileSystem
    private let executor: any TaskExecutor

    /// Makes a store; nothing is read yet.
    /// - Parameters:
    ///   - path: the file, absolute; its directory is made when it does not exist.
    ///   - executor: where the file is read and written; the global concurrent executor when `nil`. Never an event loop.
    public init(path: String, fileSystem: any FileSystem = PlatformFileSystem(), executor: (any TaskExecutor)? = nil) {
        self.path = path
        self.fileSystem = fileSystem
        self.executor = executor ?? globalConcurrentExecutor
    }

    /// The file.
    public var location: String { self.path }

    /// Reads the file.
    public func load() async throws(CronError) -> [UInt8]? {
        let result = await withTaskExecutorPreference(self.executor) { await Self.read(self.path, self.fileSystem) }
        do throws(FileSystemError) {
            return try result.get()
        } catch {
            throw CronError(.storage, "the scheduled jobs cannot be read: \(error)")
        }
    }

    /// Replaces the file.
    public func save(_ bytes: [UInt8]) async throws(CronError) {
        let failure = await self.fileSystem.replaceFile(at: self.path, with: bytes, on: self.executor)
        if let failure { throw CronError(.storage, "the scheduled jobs were not kept: \(failure)") }
    }

    @concurrent private static func read(_ path: String, _ fileSystem: any FileSystem) async -> Result<[UInt8]?, FileSystemError> {
        do throws(FileSystemError) {
            return .success(try fileSystem.contents(of: path, maximumBytes: Self.maximumBytes))
        } catch {
            return .failure(error)
        }
    }
}
