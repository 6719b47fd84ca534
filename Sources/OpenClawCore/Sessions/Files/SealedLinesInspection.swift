// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Which keys the lines of a file were sealed with; reads the file, opens nothing.
struct SealedLinesInspection: Sendable {
    /// Keys of sealed lines.
    private(set) var keys: Set<KeyIdentifier> = []
    /// How many lines are not sealed.
    private(set) var plainLines = 0

    /// Reads a file.
    static func run(_ file: any File) throws(FileSystemError) -> SealedLinesInspection {
        var inspection = SealedLinesInspection()
        try LineChunks.read(file) { (line, _, _) throws(FileSystemError) in
            if let key = SealedLines.keyIdentifier(of: line) {
                inspection.keys.insert(key)
            } else if !line.isEmpty, !SealedLines.isSealed(line) {
                inspection.plainLines += 1
            }
        }
        return inspection
    }

    /// Whether everything is as it would be written with a key, or without one.
    func isWritten(with key: KeyIdentifier?) -> Bool {
        guard let key else { return self.keys.isEmpty }
        return self.plainLines == 0 && self.keys.isSubset(of: [key])
    }
}
