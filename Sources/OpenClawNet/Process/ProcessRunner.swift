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

/// Runs programs: each in a process group of its own, without a shell, without input, with nothing of this process but three descriptors.
///
/// Whatever a program leaves behind in its group ends with it.
package struct ProcessRunner: Sendable {
    private let pool: BlockingPool

    /// Makes a runner; as many programs run at once as the pool has threads.
    package init(pool: BlockingPool) { self.pool = pool }

    /// Runs a program; ends its group when the task is cancelled.
    package func run(
        _ request: ProcessRequest,
        onOutput: @escaping @Sendable ([UInt8]) -> Void = { _ in },
        onErrorOutput: @escaping @Sendable ([UInt8]) -> Void = { _ in }
    ) async throws(ProcessError) -> ProcessOutcome {
        let flag = Flag()
        let pool = self.pool
        let result = await withTaskCancellationHandler {
            await pool.run { () -> Result<ProcessOutcome, ProcessError> in
                do throws(ProcessError) {
                    return .success(try Self.runBlocking(request, flag, onOutput, onErrorOutput))
                } catch {
                    return .failure(error)
                }
            }
        } onCancel: {
            flag.isCancelled.store(true, ordering: .releasing)
        }
        return try result.get()
    }

    private final class Flag: Sendable {
        let isCancelled = Atomic(false)
    }

    /// How often a waiting thread looks whether the program has ended or was called off.
    private static let slice: Int32 = 20

    private static func runBlocking(
        _ request: ProcessRequest,
        _ flag: Flag,
        _ onOutput: ([UInt8]) -> Void,
        _ onErrorOutput: ([UInt8]) -> Void
    ) throws(ProcessError) -> ProcessOutcome {
        let output = try ProcessPipe()
        let errors = try ProcessPipe()
        let process = try SpawnedProcess(request, output: output.writer, errors: errors.writer)
        output.closeWriter()
        errors.closeWriter()
        var outcome = ProcessOutcome()
        let began = ContinuousClock.now
        var askedToEnd: ContinuousClock.Instant?
        var endedAt: ContinuousClock.Instant?
        var isOpen = true
        while true {
            if isOpen { isOpen = Self.read(output, errors, request.outputLimit, &outcome, onOutput, onErrorOutput) } else { usleep(useconds_t(Self.slice) * 500) }
            let now = ContinuousClock.now
            if endedAt == nil, process.hasEnded { endedAt = now }
            if let endedAt {
                // Something it started may still hold the pipes; it ends with the group.
                if !isOpen || now - endedAt > .milliseconds(100) { break }
                continue
            }
            let isLate = now - began >= request.timeout
            let isCancelled = flag.isCancelled.load(ordering: .acquiring)
            guard isLate || isCancelled else { continue }
            if let asked = askedToEnd {
                if now - asked >= request.grace { process.signalGroup(SIGKILL) }
            } else {
                outcome.timedOut = isLate
                outcome.cancelled = isCancelled && !isLate
                askedToEnd = now
                process.signalGroup(SIGTERM)
            }
        }
        process.signalGroup(SIGKILL)
        (outcome.exitCode, outcome.signal) = process.reap()
        return outcome
    }

    /// Reads what there is, waiting a moment for it; `false` when both outputs are closed.
    private static func read(
        _ output: ProcessPipe,
        _ errors: ProcessPipe,
        _ limit: Int,
        _ outcome: inout ProcessOutcome,
        _ onOutput: ([UInt8]) -> Void,
        _ onErrorOutput: ([UInt8]) -> Void
    ) -> Bool {
        var descriptors = [pollfd(fd: output.reader, events: Int16(POLLIN), revents: 0), pollfd(fd: errors.reader, events: Int16(POLLIN), revents: 0)]
        guard poll(&descriptors, 2, Self.slice) > 0 else { return output.isOpen || errors.isOpen }
        if descriptors[0].revents != 0, let bytes = output.read() {
            if !bytes.isEmpty, outcome.output.count < limit { onOutput(bytes) }
            Self.append(bytes, to: &outcome.output, limit, &outcome.isTruncated)
        }
        if descriptors[1].revents != 0, let bytes = errors.read() {
            if !bytes.isEmpty { onErrorOutput(bytes) }
            Self.append(bytes, to: &outcome.errorOutput, limit, &outcome.isTruncated)
        }
        return output.isOpen || errors.isOpen
    }

    private static func append(_ bytes: [UInt8], to buffer: inout [UInt8], _ limit: Int, _ isTruncated: inout Bool) {
        let room = max(0, limit - buffer.count)
        buffer += bytes.prefix(room)
        if bytes.count > room { isTruncated = true }
    }
}
