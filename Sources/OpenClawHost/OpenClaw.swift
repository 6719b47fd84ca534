// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

import OpenClawNet

/// The program `openclaw`.
@main
enum OpenClaw {
    static func main() {
        // First of all: signals are blocked before another thread exists.
        let signals = SignalWatcher()
        LargeBlocks.areGivenBack()
        var host = Host.process()
        host.signals = signals
        let program = Program(host: host)
        let words = Array(CommandLine.arguments.dropFirst())
        // The program's only task without a parent. It owns everything else and ends the process; the main thread waits for signals.
        Task.detached {
            let code = await program.run(words)
            exit(code.rawValue)
        }
        signals.watch()
    }
}
