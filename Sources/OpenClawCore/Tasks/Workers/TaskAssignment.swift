// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One attempt of a task, as its worker gets it.
public struct TaskAssignment: Sendable {
    /// The task's name.
    public let id: String
    /// Which attempt this is, from 1. Above 1 an earlier one may have got anywhere.
    public let attempt: Int
    /// What is to be done.
    public let request: TaskRequest
    private let progress: @Sendable (Double, String?) -> Void

    init(id: String, attempt: Int, request: TaskRequest, progress: @escaping @Sendable (Double, String?) -> Void) {
        self.id = id
        self.attempt = attempt
        self.request = request
        self.progress = progress
    }

    /// Tells how far it has come, 0 to 1, and in words; it never goes back. Those who follow tasks see it.
    public func report(progress fraction: Double, _ text: String? = nil) { self.progress(fraction, text) }
}
