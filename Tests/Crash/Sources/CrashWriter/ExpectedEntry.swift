// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// What the entry of a session at an index has to be, made from nothing but the two.
enum ExpectedEntry {
    static func make(_ key: SessionKey, _ index: Int) -> SessionEntry {
        let padding = String(repeating: "crash \"proof\" \\ \u{1F99E} ", count: (index &* 7) % 23)
        return SessionEntry(
            id: "\(key)#\(index)",
            parentID: index == 0 ? nil : "\(key)#\(index - 1)",
            timestamp: Timestamp(milliseconds: 1_760_000_000_000 + Int64(index)),
            kind: .message(
                ChatMessage(
                    role: index % 2 == 0 ? .user : .assistant,
                    text: "\(index) of \(key) \(padding)",
                    timestamp: Timestamp(milliseconds: 1_760_000_000_000 + Int64(index))
                )
            )
        )
    }
}
