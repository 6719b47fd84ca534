// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A pattern over paths of programs: `*` and `?` inside one name, `**` over several, `~` the home directory. Letter case does not count.
public struct ExecPathPattern: Sendable, Hashable {
    private let parts: [[Character]]

    /// Reads a pattern; `nil` when it is not absolute, so that no name on the search path can stand in for the program meant.
    public init?(_ text: String, home: String? = nil) {
        var text = text
        if text == "~" || text.hasPrefix("~/") {
            guard let home else { return nil }
            text = home + text.dropFirst()
        }
        guard text.hasPrefix("/"), text.utf8.count <= 1_024 else { return nil }
        self.parts = text.lowercased().split(separator: "/").map(Array.init)
    }

    /// Whether a path fits.
    public func matches(_ path: String) -> Bool {
        guard path.hasPrefix("/") else { return false }
        return Self.matches(self.parts[...], path.lowercased().split(separator: "/").map(Array.init)[...])
    }

    private static func matches(_ pattern: ArraySlice<[Character]>, _ path: ArraySlice<[Character]>) -> Bool {
        // The positions of the last `**`, to go on from when the rest does not fit: linear in practice, never exponential.
        var (pattern, path) = (pattern, path)
        var retry: (ArraySlice<[Character]>, ArraySlice<[Character]>)?
        while true {
            if let part = pattern.first, part == ["*", "*"] {
                pattern = pattern.dropFirst()
                retry = (pattern, path)
                if pattern.isEmpty { return true }
                continue
            }
            if let part = pattern.first, let name = path.first, Self.matches(name: part, name) {
                (pattern, path) = (pattern.dropFirst(), path.dropFirst())
                continue
            }
            if pattern.isEmpty, path.isEmpty { return true }
            guard let (rest, from) = retry, !from.isEmpty else { return false }
            retry = (rest, from.dropFirst())
            (pattern, path) = (rest, from.dropFirst())
        }
    }

    private static func matches(name pattern: [Character], _ name: [Character]) -> Bool {
        var (place, index) = (0, 0)
        var retry: (Int, Int)?
        while index < name.count {
            if place < pattern.count, pattern[place] == "*" {
                retry = (place + 1, index)
                place += 1
            } else if place < pattern.count, pattern[place] == "?" || pattern[place] == name[index] {
                place += 1
                index += 1
            } else if let (after, from) = retry {
                retry = (after, from + 1)
                (place, index) = (after, from + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
