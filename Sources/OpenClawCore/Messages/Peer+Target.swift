// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Peer {
    /// The kinds that are written in front of the identifier.
    private static let prefixes = [("group:", ChatType.group), ("channel:", .channel), ("direct:", .direct)]

    /// Reads `42`, `direct:42`, `group:42` or `channel:42`.
    init(target text: String) {
        for (prefix, kind) in Self.prefixes where text.hasPrefix(prefix) {
            self.init(kind: kind, id: String(text.dropFirst(prefix.count)))
            return
        }
        self.init(id: text)
    }

    /// The peer as ``init(target:)`` reads it.
    var target: String {
        let prefix = Self.prefixes.first { $0.1 == self.kind }?.0 ?? ""
        guard self.kind == .direct, !Self.prefixes.contains(where: { self.id.hasPrefix($0.0) }) else { return prefix + self.id }
        return self.id
    }
}
