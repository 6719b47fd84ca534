// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import Synchronization

extension Mailbox {
    /// Suspends the consumer until there may be an element.
    /// - Returns: `false` when the task was cancelled.
    @inlinable
    func waitForElement() async -> Bool {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
                let mayWait = state.withLock { state in
                    // A task is marked as cancelled before its handlers run: a handler which came too early is noticed here.
                    if state.buffer.count > 0 || state.isClosed || Task.isCancelled { return false }
                    precondition(state.consumer == nil, "a mailbox has one consumer; two tasks wait for its elements")
                    state.consumer = continuation
                    return true
                }
                if !mayWait { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.consumer.take() }?.resume()
        }
        return !Task.isCancelled
    }

    /// Suspends a producer until its element is admitted.
    @inlinable
    func waitForRoom(_ element: Element) async -> SendOutcome {
        let id = state.withLock { state in
            state.nextProducer += 1
            return state.nextProducer
        }
        return await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<SendOutcome, Never>) in
                let (outcome, consumer) = state.withLock { state -> (SendOutcome?, UnsafeContinuation<Void, Never>?) in
                    if state.isClosed { return (.closed, nil) }
                    if Task.isCancelled { return (.cancelled, nil) }
                    if state.buffer.count < capacity, state.producers.isEmpty {
                        state.buffer.append(element)
                        return (.accepted, state.consumer.take())
                    }
                    state.producers.append(Producer(id: id, element: element, continuation: continuation))
                    return (nil, nil)
                }
                consumer?.resume()
                if let outcome { continuation.resume(returning: outcome) }
            }
        } onCancel: {
            let producer = state.withLock { state in
                state.producers.firstIndex { $0.id == id }.map { state.producers.remove(at: $0) }
            }
            producer?.continuation.resume(returning: .cancelled)
        }
    }
}

extension Mailbox {
    /// How many producers wait for room, for tests and gauges.
    package var waitingProducers: Int { state.withLock { $0.producers.count } }

    /// Whether the consumer waits for an element, for tests.
    package var hasWaitingConsumer: Bool { state.withLock { $0.consumer != nil } }
}
