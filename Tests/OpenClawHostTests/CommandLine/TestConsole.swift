// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

@testable import OpenClawHost

/// Collects what a command writes.
final class TestConsole: Sendable {
    private let texts = Mutex<(output: [UInt8], error: [UInt8])>(([], []))

    var console: Console {
        Console(
            output: { bytes in self.texts.withLock { $0.output += bytes } },
            errorOutput: { bytes in self.texts.withLock { $0.error += bytes } }
        )
    }

    /// What was written so far.
    var output: String { self.texts.withLock { String(decoding: $0.output, as: UTF8.self) } }
    /// What was written to the error output so far.
    var error: String { self.texts.withLock { String(decoding: $0.error, as: UTF8.self) } }
}

/// A world with nothing in it.
func emptyHost(_ console: TestConsole = TestConsole(), environment: [String: String] = [:]) -> Host {
    Host(
        environment: environment,
        home: "/nowhere/home",
        workingDirectory: "/nowhere",
        processID: 1,
        console: console.console
    )
}
