// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Collects what a store reports.
final class Notices: Sendable {
    private let messages = Mutex<[String]>([])

    var all: [String] { self.messages.withLock { $0 } }

    func add(_ message: String) { self.messages.withLock { $0.append(message) } }
}
