// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Receives SIGINT, SIGTERM and SIGHUP on the main thread, where anything may be done, instead of in a signal handler, where hardly anything may.
///
/// The signals are blocked for the whole process and fetched with `sigwait`: no handler and no global state. Programs that are started
/// from this process must be given an empty signal mask, or they would ignore these signals.
final class SignalWatcher: Sendable {
    typealias Handler = @Sendable (Int32) -> Void

    private let handler = Mutex<Handler?>(nil)

    /// Blocks the signals. Call it before any other thread exists: threads inherit what is blocked.
    init() {
        var signals = Self.signals
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Sets what a signal does; without a handler it ends the process.
    func handle(_ handler: Handler?) { self.handler.withLock { $0 = handler } }

    /// Waits for signals until the process ends.
    func watch() -> Never {
        var signals = Self.signals
        while true {
            var number: Int32 = 0
            guard sigwait(&signals, &number) == 0 else { continue }
            if let handler = self.handler.withLock({ $0 }) { handler(number) } else { Self.exitAtOnce(after: number) }
        }
    }

    /// Ends the process without cleaning up.
    static func exitAtOnce(after signal: Int32) -> Never { _exit(128 + signal) }

    /// Makes writing to a reader that has gone away an error instead of the end of the process: a gateway outlives its logs.
    static func ignoreBrokenPipes() { _ = signal(SIGPIPE, SIG_IGN) }

    private static var signals: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGINT)
        sigaddset(&set, SIGTERM)
        sigaddset(&set, SIGHUP)
        return set
    }
}
