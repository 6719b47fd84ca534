// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The place where callbacks on a loop start tasks: they become children of whoever runs ``run()``. Lives on its loop.
final class LoopTasks: @unchecked Sendable {
    typealias Operation = @Sendable () async -> Void

    private let loop: EventLoop
    private var waiting: [Operation] = []
    private var reader: UnsafeContinuation<[Operation], Never>?
    private var isFinished = false

    init(loop: EventLoop) {
        self.loop = loop
    }

    /// Starts a task on the loop. Ignored after ``finish()``.
    func spawn(_ operation: @escaping Operation) {
        assert(loop.inLoop)
        if isFinished { return }
        waiting.append(operation)
        if let reader {
            self.reader = nil
            reader.resume(returning: takeWaiting())
        }
    }

    /// No further task will be started.
    func finish() {
        assert(loop.inLoop)
        isFinished = true
        if let reader {
            self.reader = nil
            reader.resume(returning: takeWaiting())
        }
    }

    /// Runs the tasks until ``finish()`` has been called and all of them have ended. To be called by a task which prefers the loop.
    func run() async {
        let loop = loop
        await withDiscardingTaskGroup { group in
            while true {
                let operations = await next()
                if operations.isEmpty { break }
                for operation in operations {
                    group.addTask(executorPreference: loop) { await operation() }
                }
            }
        }
    }

    /// What has been asked for; empty at the end.
    private func next() async -> [Operation] {
        await withUnsafeContinuation { continuation in
            if !waiting.isEmpty || isFinished {
                continuation.resume(returning: takeWaiting())
            } else {
                reader = continuation
            }
        }
    }

    private func takeWaiting() -> [Operation] {
        let operations = waiting
        waiting = []
        return operations
    }
}
