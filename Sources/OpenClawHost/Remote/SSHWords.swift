// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// What `ssh` says while it works: when the tunnel stands, and what is wrong when it does not.
final class SSHWords: Sendable {
    private struct State {
        var rest: [UInt8] = []
        var complaints: [String] = []
    }

    private let state = Mutex(State())
    private let ready = Mailbox<Void>(capacity: 1)

    /// Reads a piece of the standard error.
    func take(_ bytes: [UInt8]) {
        let isReady = self.state.withLock { state -> Bool in
            state.rest += bytes
            var isReady = false
            while let end = state.rest.firstIndex(of: 0x0a) {
                let line = String(decoding: state.rest[..<end].filter { $0 != 0x0d }, as: UTF8.self)
                state.rest.removeSubrange(...end)
                // By then every forwarding is asked for; one that fails ends the program.
                if line.hasPrefix("debug1: Entering interactive session") { isReady = true }
                if Self.isComplaint(line) { state.complaints = (state.complaints + [line]).suffix(3) }
            }
            if state.rest.count > 16 << 10 { state.rest = [] }
            return isReady
        }
        if isReady { self.ready.offer(()) }
    }

    /// Nothing more will come.
    func end() { self.ready.close() }

    /// Waits until the tunnel stands; `false` when it never will.
    func isReady() async -> Bool { await self.ready.next() != nil }

    /// What it complained about last.
    var complaint: String { self.state.withLock { $0.complaints.joined(separator: " ") } }

    private static func isComplaint(_ line: String) -> Bool {
        !line.isEmpty && !["debug1:", "debug2:", "debug3:", "OpenSSH_", "Authenticated to", "Transferred:", "Bytes per second"].contains {
            line.hasPrefix($0)
        }
    }
}
