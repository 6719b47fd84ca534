// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension FileCronStore: EditableCronStore {
    /// How many files with edits that could not be used stay.
    static let maximumSetAside = 10

    /// An encrypted file is changed by the gateway alone.
    public var isEditable: Bool { self.encryption == nil }

    /// What people have put in the place of what this gateway has left. A file that is gone is none: it is written again.
    public func edits(epoch: Epoch) async throws(CronError) -> [UInt8]? {
        guard self.isEditable else { return nil }
        return try await withTaskExecutorPreference(self.executor) { await self.lookForEdits(epoch) }.get()
    }

    /// Lets the next `save` replace these edits.
    public func accept(_ edits: [UInt8]) { self.memory.noteAccepted(edits) }

    /// Keeps edits in `<file>.rejected-<time>`.
    public func setAside(_ edits: [UInt8], at time: Timestamp, epoch: Epoch) async throws(CronError) -> String {
        try await withTaskExecutorPreference(self.executor) { await self.keepAside(edits, time, epoch) }.get()
    }

    @concurrent private func lookForEdits(_ epoch: Epoch) async -> Result<[UInt8]?, CronError> {
        do throws(FileSystemError) {
            // Nobody waits for a lock as long as the file looks as it was left.
            guard let stamp = try self.fileSystem.status(self.path), !self.memory.isFamiliar(stamp) else { return .success(nil) }
        } catch {
            return .failure(CronError(.storage, "the scheduled jobs cannot be looked at: \(error)"))
        }
        return await self.fenced(epoch, "cannot be read") { () throws(FileSystemError) in try self.foreignContents() }
    }

    /// The contents of the file when they are somebody else's. To be called under the lock.
    func foreignContents() throws(FileSystemError) -> [UInt8]? {
        guard self.isEditable, let stamp = try self.fileSystem.status(self.path), !self.memory.isFamiliar(stamp),
            let bytes = try self.fileSystem.contents(of: self.path, maximumBytes: Self.maximumBytes)
        else { return nil }
        return self.memory.isForeign(bytes, stamp) ? bytes : nil
    }

    @concurrent private func keepAside(_ edits: [UInt8], _ time: Timestamp, _ epoch: Epoch) async -> Result<String, CronError> {
        let place = "\(self.path).rejected-\(time.milliseconds)"
        return await self.fenced(epoch, "that somebody changed were not kept aside") { () throws(FileSystemError) in
            try self.fileSystem.replaceFile(at: place, with: edits)
            try self.removeOldest()
            return place
        }
    }

    private func removeOldest() throws(FileSystemError) {
        guard let slash = self.path.lastIndex(of: "/") else { return }
        let directory = String(self.path[..<slash])
        let prefix = "\(self.path[self.path.index(after: slash)...]).rejected-"
        let names = try self.fileSystem.list(directory).filter { $0.hasPrefix(prefix) && !$0.hasSuffix(".tmp") }.sorted()
        for name in names.dropLast(Self.maximumSetAside) { try self.fileSystem.remove("\(directory)/\(name)") }
    }
}
