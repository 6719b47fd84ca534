// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The agents whose folders could not be looked through when a store was opened, and why.
struct UnlistedFolders: Sendable {
    private var folders: [String: String] = [:]
    /// Why none could be.
    private var all: String?

    /// Adds a folder, or all of them; `false` when it was there already.
    mutating func add(_ folder: String?, _ reason: String) -> Bool {
        guard let folder else {
            defer { self.all = reason }
            return self.all == nil
        }
        return self.folders.updateValue(reason, forKey: folder) == nil
    }

    /// Why it is not known whether there is a session of this key; `nil` when it is known.
    func refusal(of key: SessionKey) -> String? {
        guard self.all != nil || !self.folders.isEmpty else { return nil }
        let folder = SessionLayout.folder(of: key)
        guard let reason = self.all ?? self.folders[folder] else { return nil }
        return
            "the sessions of the agent \(folder) could not be read when the gateway started (\(reason)): repair the disk and start it again"
    }
}
