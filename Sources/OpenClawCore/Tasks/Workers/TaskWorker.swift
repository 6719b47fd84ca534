// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A part of the embedding program that does tasks.
///
/// ```swift
/// struct Renderer: TaskWorker {
///     let descriptor = TaskWorkerDescriptor(id: "renderer", capabilities: ["render"], capacity: 2)
///
///     func perform(_ task: TaskAssignment) async throws -> TaskOutcome {
///         for page in 1...10 {
///             try Task.checkCancellation()
///             task.report(progress: Double(page) / 10, "page \(page)")
///         }
///         return TaskOutcome(text: "rendered \(task.request.text)")
///     }
/// }
/// ```
///
/// A task gets to a worker that offers all capabilities, tags and the command it asks for, the one with the least to do first. When the
/// worker throws, the attempt has failed; the task's policy says whether there is another one.
public protocol TaskWorker: Sendable {
    /// What the worker is and offers.
    var descriptor: TaskWorkerDescriptor { get }

    /// Does one attempt of a task. Its Swift task is cancelled when the time limit is over or somebody cancels; whoever waits for the
    /// task hears of that at once, but the worker's place stays taken until this returns.
    func perform(_ task: TaskAssignment) async throws -> TaskOutcome
}
