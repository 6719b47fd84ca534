// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The place where callbacks on a loop start tasks: they become children of whoever runs ``run()``. Lives on its loop.
final class LoopTasks: @unchecked Sendable {
    typealias Operation = @Sendable () async -> Void

    private let loop: EventLoop
    private var waiting: [Operation] = []
    private var reader: UnsafeContinuation<Step, Never>?
    private var running = 0
    private var isFinished = false
    private var isCancelled = false

    private enum Step {
        case start([Operation])
        case end
        case cancel
    }

    init(loop: EventLoop) {
        self.loop = loop
    }

    /// Starts a task on the loop. Ignored after ``finish()``.
    func spawn(_ operation: @escaping Operation) {
        assert(loop.inLoop)
        if isFinished { return }
        waiting.append(operation)
        proceed()
    }

    /// No further task will be started.
    func finish() {
        assert(loop.inLoop)
        isFinished = true
        proceed()
    }

    /// Like ``finish()``, and those that run are cancelled.
    func cancel() {
        isCancelled = true
        finish()
    }

    /// Runs the tasks until ``finish()`` has been called and all of them have ended. To be called by a task which prefers the loop.
    func run() async {
        let loop = loop
        await withDiscardingTaskGroup { group in
            while true {
                switch await next() {
                case .start(let operations):
                    for operation in operations {
                        group.addTask(executorPreference: loop) { [self] in
                            await operation()
                            running -= 1
                            proceed()
                        }
                    }
                case .end:
                    return
                case .cancel:
                    group.cancelAll()
                    return
                }
            }
        }
    }

    private func next() async -> Step {
        await withUnsafeContinuation { continuation in
            reader = continuation
            proceed()
        }
    }

    /// Tells the reader what to do, if there is something to do.
    private func proceed() {
        guard let reader else { return }
        let step: Step
        if isCancelled {
            step = .cancel
        } else if !waiting.isEmpty {
            running += waiting.count
            step = .start(waiting)
            waiting = []
        } else if isFinished, running == 0 {
            step = .end
        } else {
            return
        }
        self.reader = nil
        reader.resume(returning: step)
    }
}
